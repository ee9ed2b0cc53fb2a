"""What narrows the list, in words that can be taken off one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clientele.customers.choices import Kind, Status
from clientele.customers.models import Tag
from clientele.desk.customers.columns import Column
from clientele.desk.customers.listing import Listing
from clientele.ui.filters import MONTHS


@dataclass(frozen=True)
class Chip:
    """A filter that is on, its value, and the address without it."""

    label: str
    value: str
    remove: str


def chips_of(listing: Listing, tags: Mapping[int, Tag]) -> list[Chip]:
    """The filters of a view; the search stands in its own box."""
    chips = []
    if listing.statuses:
        words = ", ".join(Status(status).label for status in listing.statuses)
        chips.append(Chip("Status", words, listing.but(statuses=())))
    if listing.kind:
        chips.append(Chip("Type", Kind(listing.kind).label, listing.but(kind="")))
    if listing.has_projects:
        chips.append(Chip("Has projects", listing.has_projects.capitalize(), listing.but(has_projects="")))
    if listing.created_from or listing.created_to:
        span = span_of(listing.created_from, listing.created_to)
        chips.append(Chip("Created", span, listing.but(created_from=None, created_to=None)))
    for pk in listing.tags:
        others = tuple(tag for tag in listing.tags if tag != pk)
        chips += [Chip("Tag", tags[pk].name, listing.but(tags=others))]
    return chips


def sort_choices(listing: Listing, columns: Iterable[Column]) -> list[dict[str, object]]:
    """The ways to sort, for phones, where the table has no head."""
    return [
        {
            "label": column.label,
            "url": listing.sorted_by(column.sort),
            "current": bool(listing.direction_of(column.sort)),
        }
        for column in columns
        if column.sort
    ]


def span_of(since: date | None, until: date | None) -> str:
    """A span of days in words: `1 May 2026 to 3 June 2026`, `since 1 May 2026`."""
    if since and until:
        return _day(since) if since == until else f"{_day(since)} to {_day(until)}"
    return f"since {_day(since)}" if since else f"until {_day(until)}" if until else ""


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
