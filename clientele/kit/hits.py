"""Pages of hits that may be many and spread, or lie together at the far end of an order."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

from clientele.kit.paging import COUNTED_AT_MOST, Page, last_page, rows_of

#: How far an order's index is walked for hits before they are rather sorted by themselves.
WALKED_AT_MOST = 10_000
SORTED_AT_MOST = 10_000


def page_of_hits(
    rows: "models.QuerySet[Any, Any]",
    hit: Q,
    *,
    spread: bool,
    number: int,
    size: int,
    read: Callable[[list[int]], list[Any]] | None = None,
) -> Page:
    """A page of the hits among ordered rows; past 1,000 they are not counted. `read` gives the rows of keys in order.

    Up to 1,000 are sorted by themselves. Of more that are spread the order's index is walked until the page is full;
    where they prove not to be, the walk has an end, and up to 10,000 are sorted nevertheless. A database takes hits to
    be spread evenly, and would walk to where they begin.
    """
    found = rows.filter(hit)
    total = found.order_by()[: COUNTED_AT_MOST + 1].count()
    is_more = total > COUNTED_AT_MOST
    total = min(total, COUNTED_AT_MOST)
    number = number if is_more else last_page(total, number=number, size=size)
    start = (number - 1) * size
    keys = _walked(rows, hit, start, start + size) if is_more and spread else []
    if total and len(keys) < size:
        keys = _gathered(found, start, start + size, is_more)
    return Page((read or partial(rows_of, rows))(keys), number, size, total, is_more)


def _walked(rows: "models.QuerySet[Any, Any]", hit: Q, start: int, stop: int) -> list[int]:
    """The keys of these hits among the first rows; no more rows are read than it takes to find them."""
    first = rows.annotate(is_hit=ExpressionWrapper(hit, BooleanField())).values_list("pk", "is_hit")[:WALKED_AT_MOST]
    statement, params = first.query.sql_with_params()
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({statement}) AS walked WHERE is_hit LIMIT {stop - start} OFFSET {start}",  # noqa: S608
            params,
        )
        return [key for key, _ in cursor.fetchall()]


def _gathered(found: "models.QuerySet[Any, Any]", start: int, stop: int, is_more: bool) -> list[int]:
    """The keys of a slice of hits that the database first finds and then sorts: no index has the order they are in."""
    if is_more and found.order_by()[: SORTED_AT_MOST + 1].count() > SORTED_AT_MOST:
        return list(found.values_list("pk", flat=True)[start:stop])
    first, *rest = (_order(one) for one in found.query.order_by)
    apart = OrderBy(Coalesce(first.expression, first.expression), descending=first.descending)
    return list(found.order_by(apart, *rest).values_list("pk", flat=True)[start:stop])


def _order(one: Any) -> OrderBy:
    return one if isinstance(one, OrderBy) else OrderBy(F(one.removeprefix("-")), descending=one.startswith("-"))
