from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse, QueryDict

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.choices import Kind, Status
from clientele.customers.models import Tag
from clientele.customers.queries import (
    first_customers,
    in_order,
    listed_customers,
    page_of_listed,
    tags_by_customer,
    tags_by_id,
)
from clientele.desk.access import MemberRequest, page
from clientele.desk.customers.chips import chips_of, sort_choices
from clientele.desk.customers.columns import columns_for, may_list
from clientele.desk.customers.listing import PAGE_SIZE, Listing, read_listing
from clientele.desk.customers.rows import Row, rows_of
from clientele.kit.paging import Page, page_of
from clientele.overview.models import Totals
from clientele.overview.queries import totals_for
from clientele.search.queries import page_of_found
from clientele.ui.http import allow, show

SHOWN = (
    *("name", "code", "email", "status", "archived_at", "created_at", "organization_id"),
    *("projects", "owed", "currency"),
)
KINDS = [("", "Any"), *Kind.choices]
HAS_PROJECTS = [("", "Any"), ("yes", "Yes"), ("no", "No")]


@page
def customer_list(request: MemberRequest) -> HttpResponse:
    member = request.member
    allow(policy.may_view(member))
    listing = read_listing(request.GET)
    allow(may_list(member, listing))
    tags = tags_by_id(member.organization)
    if not tags.keys() >= set(listing.tags):
        raise Http404
    totals = totals_for(member.organization)
    customers, columns = _page(request, listing, totals), columns_for(member)
    cells = tuple(column.cell for column in columns)
    context = {
        "is_part": request.headers.get("HX-Request") == "true",
        "is_empty": not (totals.current or listing.is_narrowed or listing.archived),
        "listing": listing,
        "chips": chips_of(listing, tags),
        "sorts": sort_choices(listing, columns),
        "statuses": Status.choices,
        "kinds": KINDS,
        "columns": columns,
        "seen": cells,
        "has_projects": HAS_PROJECTS,
        "customers": customers,
        "rows": _rows(member, customers, tags, cells),
        "tags": tags,
        "totals": totals,
        "hidden": 0 if listing.is_narrowed else totals.inactive,
        "may_create": policy.may_create(member),
        "may_import": policy.may_import(member),
        "may_export": policy.may_export(member),
        "may_view_archived": policy.may_view_archived(member),
    }
    response = show(request, "desk/customers/list.html", context)
    return _with_address(request, response, listing)


def _page(request: MemberRequest, listing: Listing, totals: Totals) -> Page:
    member, wanted, total = request.member, listing.wanted, _kept_total(listing, totals)
    if listing.page == 1 and total is not None:
        first = first_customers(member, wanted, listing.sort, only=SHOWN, size=PAGE_SIZE)
        return Page(first, 1, PAGE_SIZE, total)
    stored, shown = totals.current + totals.archived, {"number": listing.page, "size": PAGE_SIZE}
    if not listing.q and total is None:
        return page_of_listed(member, wanted, listing.sort, only=SHOWN, stored=stored, **shown)
    if listing.q:
        return page_of_found(member, wanted, listing.q, listing.sort, only=SHOWN, stored=stored, **shown)
    found = in_order(listed_customers(member, wanted), listing.sort).only(*SHOWN)
    return page_of(found, total=total, **shown)


def _rows(member: Member, customers: Page, tags: dict[int, Tag], cells: tuple[str, ...]) -> list[Row]:
    tagged = tags_by_customer(customers.items, tags).items()
    place = member.organization
    return rows_of(
        customers.items,
        tags={pk: [tag.name for tag in found] for pk, found in tagged},
        cells=cells,
        slug=place.slug,
        zone=place.zone,
        may_edit=policy.may_create(member),
    )


def _kept_total(listing: Listing, totals: Totals) -> int | None:
    """The number of rows where nothing but the status narrows them: kept, so never counted."""
    if listing.q or not listing.wanted.is_only_status:
        return None
    statuses = sum(totals.by_state[status] for status in listing.wanted.statuses)
    return statuses + (totals.archived if listing.archived else 0)


def _with_address(request: MemberRequest, response: HttpResponse, listing: Listing) -> HttpResponse:
    """Keep the address in its canonical form; while one types, the history keeps one step and not one a letter."""
    if request.headers.get("HX-Request") == "true":
        address: Any = f"{request.path}?{listing.query}".rstrip("?")
        before = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query).get("q")
        is_typing = listing.q and before and before != listing.q
        response["HX-Replace-Url" if is_typing else "HX-Push-Url"] = address
    return response
