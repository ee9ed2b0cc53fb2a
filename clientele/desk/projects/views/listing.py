from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict

from clientele.accounts.queries import active_members
from clientele.customers.models import Customer
from clientele.customers.queries import customer_for
from clientele.desk.access import MemberRequest, page
from clientele.desk.exchange.download import as_csv
from clientele.desk.projects.columns import COLUMNS, chips_of, sort_choices, status_pills
from clientele.desk.projects.listing import PAGE_SIZE, Listing, read_listing
from clientele.exchange.writing.projects import project_rows
from clientele.kit.paging import Page
from clientele.projects import policy
from clientele.projects.choices import ProjectType
from clientele.projects.models import ProjectQuerySet
from clientele.projects.queries import (
    StatusCounts,
    counted,
    favourite_ids,
    in_order,
    listed_projects,
    page_with_favourites,
    percent_used,
    status_counts,
)
from clientele.search.queries import matching_projects
from clientele.ui.http import allow, show


@page
def project_list(request: MemberRequest) -> HttpResponse:
    member = request.member
    allow(policy.may_view(member))
    listing = read_listing(request.GET)
    customer = _customer(request, listing)
    counts = status_counts(member.organization_id)
    favourites = favourite_ids(member)
    projects = _page(request, listing, counts, favourites)
    people = {colleague.pk: colleague.name for colleague in active_members()}
    term = request.organization.words.one
    context = {
        "is_part": request.headers.get("HX-Request") == "true",
        "is_empty": not (counts.stored or listing.is_narrowed),
        "listing": listing,
        "chips": chips_of(listing, term=term, customer=customer, people=people),
        "sorts": sort_choices(listing),
        "pills_shown": status_pills(listing),
        "kinds": [("", "Any"), *ProjectType.choices],
        "people": people,
        "columns": COLUMNS,
        "projects": projects,
        "favourites": favourites,
        "percent_used": percent_used,
        "may_create": policy.may_create(member),
        "may_export": policy.may_export(member),
        "may_import": policy.may_import(member),
    }
    response = show(request, "desk/projects/list.html", context)
    return _with_address(request, response, listing)


@page
def project_export(request: MemberRequest) -> HttpResponseBase:
    allow(policy.may_export(request.member))
    listing = read_listing(request.GET)
    _customer(request, listing)
    projects = in_order(_found(request, listing), listing.sort)
    name = f"{request.organization.slug} projects {request.now.astimezone(request.organization.zone):%Y-%m-%d}.csv"
    return as_csv(project_rows(projects, request.organization.words.one), name, request.organization)


def _customer(request: MemberRequest, listing: Listing) -> Customer | None:
    if listing.customer is None:
        return None
    customer = customer_for(request.member, listing.customer)
    if customer is None:
        raise Http404
    return customer


def _found(request: MemberRequest, listing: Listing) -> ProjectQuerySet:
    found = listed_projects(request.member, listing.wanted)
    return matching_projects(found, listing.q) if listing.q else found


def _page(request: MemberRequest, listing: Listing, counts: StatusCounts, favourites: frozenset[int]) -> Page:
    found = _found(request, listing)
    if listing.q or not listing.wanted.is_only_status:
        total, is_more = counted(found)
    else:
        total, is_more = counts.of(listing.status), counts.is_more(listing.status)
    first = favourites if listing.sort == "name" else frozenset()
    shown: dict[str, Any] = {"number": listing.page, "size": PAGE_SIZE, "total": total, "is_more": is_more}
    return page_with_favourites(in_order(found, listing.sort), first, **shown)


def _with_address(request: MemberRequest, response: HttpResponse, listing: Listing) -> HttpResponse:
    """Keep the address in its canonical form; while one types, the history keeps one step and not one a letter."""
    if request.headers.get("HX-Request") == "true":
        address: Any = f"{request.path}?{listing.query}".rstrip("?")
        before = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query).get("q")
        is_typing = listing.q and before and before != listing.q
        response["HX-Replace-Url" if is_typing else "HX-Push-Url"] = address
    return response
