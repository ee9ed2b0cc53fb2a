"""Pages of a list, at a cost that grows with what is shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any

from django.db import models

from clientele.kit import lookups  # noqa: F401 - makes `among` known

COUNTED_AT_MOST = 1_000


@dataclass(frozen=True)
class Page:
    """One page: its rows, its number from 1, and the total, which reads "more than" where `is_more`."""

    items: list[Any]
    number: int
    size: int
    total: int
    is_more: bool = False

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * self.size + len(self.items)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        if self.is_more:
            return len(self.items) == self.size
        return self.number < self.pages


def page_of(rows: models.QuerySet[Any], *, number: int, size: int, total: int | None = None) -> Page:
    """The page of an ordered queryset; without a kept `total`, hits past 1,000 are not counted.

    Past the middle of a known total the rows are read from the end, so the last page costs what the first does.
    A number past the end answers the last page.
    """
    is_more = False
    if total is None:
        counted = rows.order_by()[: COUNTED_AT_MOST + 1].count()
        is_more = counted > COUNTED_AT_MOST
        total = min(counted, COUNTED_AT_MOST)
    if not is_more:
        number = last_page(total, number=number, size=size)
    return Page(_slice(rows, number, size, total, is_more), number, size, total, is_more)


def fewest_to_walk(stored: int, *, number: int = 1, size: int = 20) -> int:
    """Of how many on it takes fewer steps to walk the order's index than to sort them all."""
    return max(COUNTED_AT_MOST, isqrt(size * number * stored))


def last_page(total: int, *, number: int, size: int) -> int:
    """The number itself, or that of the last page where it is past the end."""
    return min(number, max(1, -(-total // size)))


def _slice(rows: models.QuerySet[Any], number: int, size: int, total: int, is_more: bool) -> list[Any]:
    start = (number - 1) * size
    stop = start + size if is_more else min(start + size, total)
    if start >= stop:
        return list(rows[:size]) if number == 1 else []
    if is_more:
        return rows_of_page(rows, start, stop)
    return from_the_nearer_end(rows, start, stop, total, rows_of_page)


def from_the_nearer_end(
    rows: models.QuerySet[Any], start: int, stop: int, total: int, read: Callable[..., list[Any]]
) -> list[Any]:
    """What `read(rows, start, stop)` gives of a slice of ordered rows, past the middle of them read backwards."""
    if start <= total // 2:
        return read(rows, start, stop)
    return read(rows.reverse(), max(0, total - stop), total - start)[::-1]


def keys_of_page(rows: models.QuerySet[Any], start: int, stop: int) -> list[int]:
    """The keys of a slice of ordered rows, from the index alone."""
    return list(rows.values_list("pk", flat=True)[start:stop])


def rows_of_page(rows: models.QuerySet[Any], start: int, stop: int) -> list[Any]:
    """A slice of ordered rows: skip over keys in the index alone, and read whole rows only for those shown."""
    if start == 0:
        return list(rows[:stop])
    return rows_of(rows, keys_of_page(rows, start, stop))


def rows_of(rows: models.QuerySet[Any], keys: list[int]) -> list[Any]:
    """The rows of these keys, in their order."""
    return in_order_of(keys, rows.order_by().filter(pk__among=keys))


def in_order_of(keys: Sequence[int], rows: Iterable[Any]) -> list[Any]:
    """The rows in the order of their keys, without those that are gone."""
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]
