"""The columns of the project list, declared, and the filters that are on, in words."""

from collections.abc import Mapping

from clientele.customers.models import Customer
from clientele.desk.customers.chips import Chip, span_of
from clientele.desk.customers.columns import Column
from clientele.desk.projects.listing import Listing
from clientele.projects.choices import ProjectStatus, ProjectType

COLUMNS = (
    Column("name", "Name", sort="name"),
    Column("code", "Code", sort="code", width="90", drop="third"),
    Column("customer", "{one}", width="160"),
    Column("lead", "Lead", width="110", drop="second"),
    Column("status", "Status", width="110"),
    Column("ends", "Ends", sort="ends_on", width="110", drop="third"),
    Column("burn", "Budget used", sort="burn", width="150", drop="first"),
)


def chips_of(listing: Listing, *, term: str, customer: Customer | None, people: Mapping[int, str]) -> list[Chip]:
    """The filters of a view; search and status stand in places of their own."""
    chips = []
    if customer:
        chips.append(Chip(term, customer.name, listing.but(customer=None)))
    if listing.lead:
        chips.append(Chip("Lead", people.get(listing.lead, "Nobody"), listing.but(lead=None)))
    if listing.kind:
        chips.append(Chip("Type", ProjectType(listing.kind).label, listing.but(kind="")))
    if listing.starts_from or listing.starts_to:
        words = span_of(listing.starts_from, listing.starts_to)
        chips.append(Chip("Starts", words, listing.but(starts_from=None, starts_to=None)))
    if listing.favourites:
        chips.append(Chip("Favourites", "only", listing.but(favourites=False)))
    return chips


def sort_choices(listing: Listing) -> list[dict[str, object]]:
    """The ways to sort, for phones, where the table has no head."""
    return [
        {
            "label": column.label,
            "url": listing.sorted_by(column.sort),
            "current": bool(listing.direction_of(column.sort)),
        }
        for column in COLUMNS
        if column.sort
    ]


def status_pills(listing: Listing) -> list[dict[str, object]]:
    """All projects, or those of one status."""
    pills = [("", "All"), ("active", "Active"), ("draft", "Draft")]
    pills += [(status.value, status.label) for status in ProjectStatus if status.value not in dict(pills)]
    return [
        {"label": label, "url": listing.but(status=value), "current": listing.status == value} for value, label in pills
    ]
