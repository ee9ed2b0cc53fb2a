from datetime import date
from functools import partial

from django.http import Http404, HttpResponse, HttpResponseBase

from clientele.billing import policy
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.billing.queries import (
    Ageing,
    ageing_in,
    in_order,
    invoices_for,
    listed_invoices,
    page_of_invoices,
    shown_invoices,
)
from clientele.customers.models import Customer
from clientele.customers.queries import customer_for
from clientele.desk.access import MemberRequest, page
from clientele.desk.exchange.download import as_csv
from clientele.desk.invoices.columns import COLUMNS, chips_of, sort_choices
from clientele.desk.invoices.frame import owed_of, own_first, standing, today
from clientele.desk.invoices.listing import PAGE_SIZE, Listing, read_listing
from clientele.desk.projects.picking import customer_filter, project_filter
from clientele.exchange.writing.invoices import invoice_rows
from clientele.kit.hits import page_of_hits
from clientele.kit.paging import Page
from clientele.projects.models import Project
from clientele.projects.queries import project_for
from clientele.search.queries import invoice_hits, matching_invoices
from clientele.ui.http import allow, show


@page
def invoice_list(request: MemberRequest) -> HttpResponse:
    allow(policy.may_view(request.member))
    listing = read_listing(request.GET)
    customer, project = narrowed_to(request, listing)
    on = today(request)
    invoices, owed = _shown(request, listing, on)
    context = {
        "listing": listing,
        "is_part": request.headers.get("HX-Request") == "true",
        "is_empty": not (invoices.items or listing.is_narrowed or invoices_for(request.member).exists()),
        "chips": chips_of(listing, term=request.organization.words.one, customer=customer, project=project),
        "customers_found": customer_filter(request, customer),
        "projects_found": project_filter(request, project),
        "sorts": sort_choices(listing),
        "columns": COLUMNS,
        "of_customer": False,
        "invoices": invoices,
        "owed": owed,
        "on": on,
        "standing": standing,
        "may_edit": policy.may_edit(request.member),
        "may_tick": listing.shown == "draft" and policy.may_edit(request.member),
    }
    response = show(request, "desk/invoices/list.html", context)
    if context["is_part"]:
        response["HX-Push-Url"] = f"{request.path}?{listing.query}".rstrip("?")
    return response


def _shown(request: MemberRequest, listing: Listing, on: date) -> tuple[Page, list[Ageing]]:
    """The page of a view, and what is open of all of it."""
    member, wanted = request.member, listing.wanted(on)
    if not listing.q:
        page = page_of_invoices(member, wanted, listing.sort, number=listing.page, size=PAGE_SIZE)
        return page, owed_of(request, listing, on)
    hits, there = invoice_hits(member, listing.q), listed_invoices(member, wanted)
    read = partial(shown_invoices, member)
    rows = in_order(there, listing.sort)
    invoices = page_of_hits(rows, hits.told, spread=hits.are_spread, number=listing.page, size=PAGE_SIZE, read=read)
    owed = ageing_in(there.filter(hits.told), on) if invoices.items and listing.may_owe else []
    return invoices, own_first(request, owed)


@page
def invoice_csv(request: MemberRequest) -> HttpResponseBase:
    allow(policy.may_view(request.member))
    listing = read_listing(request.GET)
    narrowed_to(request, listing)
    found, term = in_order(found_by(request, listing), listing.sort), request.organization.words.one
    return as_csv(
        invoice_rows(found, term, today(request)),
        f"{request.organization.slug} invoices {today(request)}.csv",
        request.organization,
    )


def narrowed_to(request: MemberRequest, listing: Listing) -> tuple[Customer | None, Project | None]:
    """The customer and the project of a view, or 404."""
    customer = customer_for(request.member, listing.customer) if listing.customer else None
    project = project_for(request.member, listing.project) if listing.project else None
    if (listing.customer and customer is None) or (listing.project and project is None):
        raise Http404
    return customer, project


def found_by(request: MemberRequest, listing: Listing) -> InvoiceQuerySet:
    """The invoices of a view, on all its pages."""
    found = listed_invoices(request.member, listing.wanted(today(request)))
    return matching_invoices(request.member, found, listing.q) if listing.q else found
