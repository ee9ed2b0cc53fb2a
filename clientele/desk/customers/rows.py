"""The rows of the customer list, in plain values: a row that was drawn with them is not drawn again."""

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from clientele.customers.models import Customer
from clientele.ui.filters import short_day
from clientele.ui.jinja import address

Row = dict[str, Any]


def rows_of(
    customers: Iterable[Customer], *, tags: Mapping[int, list[str]], slug: str, zone: ZoneInfo, may_edit: bool
) -> list[Row]:
    """What the cells of cells.html show of each customer, with days as they are in the zone."""
    return [
        {
            "pk": customer.pk,
            "name": customer.name,
            "code": customer.code,
            "email": customer.email,
            "state": customer.state,
            "projects": customer.projects,
            "owing": customer.owing if customer.owed else [],
            "currency": customer.currency,
            "tags": tags[customer.pk],
            "created": short_day(customer.created_at.astimezone(zone)),
            "url": address("customers:detail", slug, pk=customer.pk),
            "edit_url": address("customers:edit", slug, pk=customer.pk)
            if may_edit and not customer.is_archived
            else "",
        }
        for customer in customers
    ]
