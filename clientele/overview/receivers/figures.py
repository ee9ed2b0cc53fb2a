"""Hears of every change to what belongs to customers and keeps what is known of them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver

from clientele.customers.models import Customer
from clientele.overview.operations import refresh_figures
from clientele.overview.queries import FIGURES
from clientele.trail.models import Entry
from clientele.trail.operations import kind_of, recorded

CUSTOMER = kind_of(Customer)


@receiver(recorded, dispatch_uid="overview.figures")
def keep_figures(entries: list[Entry], **_: Any) -> None:
    concerned: defaultdict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.subject_kind in FIGURES and entry.changes:
            concerned[entry.subject_kind].update(_customers(entry))
    if concerned:
        refresh_figures(concerned)


def _customers(entry: Entry) -> Iterator[int]:
    """Whose it is, and whose it was or becomes."""
    if entry.within_kind == CUSTOMER and entry.within_id is not None:
        yield entry.within_id
    yield from (customer for customer in entry.changes.get("customer", ()) if customer is not None)
