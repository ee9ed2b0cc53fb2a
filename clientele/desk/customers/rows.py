"""The rows of the customer list, in plain values: a row that was drawn with them is not drawn again."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clientele.customers.models import Customer
from clientele.ui.filters import short_day
from clientele.ui.jinja import address
from clientele.ui.kept import drawn_whole


@drawn_whole
class Row(NamedTuple):
    """What the cells of cells.html show of a customer, and which of them are shown."""

    pk: int
    name: str
    code: str
    email: str
    state: str
    projects: int
    owing: tuple[tuple[str, Decimal], ...]
    currency: str
    tags: tuple[str, ...]
    created: str
    url: str
    edit_url: str
    cells: tuple[str, ...]


def rows_of(
    customers: Iterable[Customer],
    *,
    tags: Mapping[int, Sequence[str]],
    cells: tuple[str, ...],
    slug: str,
    zone: ZoneInfo,
    may_edit: bool,
) -> list[Row]:
    """A row for each customer, with days as they are in the zone."""
    return [
        Row(
            pk=customer.pk,
            name=customer.name,
            code=customer.code,
            email=customer.email,
            state=customer.state,
            projects=customer.projects,
            owing=tuple(customer.owing) if customer.owed else (),
            currency=customer.currency,
            tags=tuple(tags[customer.pk]),
            created=short_day(customer.created_at.astimezone(zone)),
            url=address("customers:detail", slug, pk=customer.pk),
            edit_url=address("customers:edit", slug, pk=customer.pk) if may_edit and not customer.is_archived else "",
            cells=cells,
        )
        for customer in customers
    ]
