"""Questions to the index: who matches, who is meant, who is alike or twice there, and which code is free."""

from clientele.search.queries.alike import Lookalike, lookalikes
from clientele.search.queries.codes import suggested_code
from clientele.search.queries.duplicates import Pair, page_of_duplicates
from clientele.search.queries.found import Found, found_customers, newest_customers
from clientele.search.queries.hits import beginning_with, matching, page_matching
from clientele.search.queries.invoices import InvoiceHits, found_invoices, invoice_hits, matching_invoices
from clientele.search.queries.listed import page_of_found
from clientele.search.queries.places import found_open_projects, found_places
from clientele.search.queries.projects import found_projects, matching_projects

__all__ = [
    "Found",
    "InvoiceHits",
    "Lookalike",
    "Pair",
    "beginning_with",
    "found_customers",
    "found_invoices",
    "found_open_projects",
    "found_places",
    "found_projects",
    "invoice_hits",
    "lookalikes",
    "matching",
    "matching_invoices",
    "matching_projects",
    "newest_customers",
    "page_matching",
    "page_of_duplicates",
    "page_of_found",
    "suggested_code",
]
