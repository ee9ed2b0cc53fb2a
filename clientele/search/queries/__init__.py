"""Questions to the index: who matches, page by page, who is meant, who is alike, and which code is free."""

from clientele.search.queries.alike import Lookalike, lookalikes
from clientele.search.queries.codes import suggested_code
from clientele.search.queries.found import Found, found_customers, newest_customers
from clientele.search.queries.hits import beginning_with, matching, page_matching

__all__ = [
    "Found",
    "Lookalike",
    "beginning_with",
    "found_customers",
    "lookalikes",
    "matching",
    "newest_customers",
    "page_matching",
    "suggested_code",
]
