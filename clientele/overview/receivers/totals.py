"""Hears of every change to a customer and keeps the totals."""

from collections import Counter
from typing import Any

from django.dispatch import receiver

from clientele.customers.choices import Status
from clientele.customers.models import Customer
from clientele.overview.operations import shift_totals
from clientele.trail.models import Entry
from clientele.trail.operations import kind_of, recorded

CUSTOMER = kind_of(Customer)


@receiver(recorded, dispatch_uid="overview.totals")
def keep_totals(entries: list[Entry], **_: Any) -> None:
    moved: Counter[str] = Counter()
    told = [entry for entry in entries if entry.subject_kind == CUSTOMER and _is_move(entry)]
    statuses = _present_statuses(told)
    for entry in told:
        before, after = _states(entry, statuses.get(entry.subject_id, Status.ACTIVE))
        moved[before] -= 1
        moved[after] += 1
    moved.pop("", None)
    if told:
        shift_totals(told[0].organization_id, moved)


def _is_move(entry: Entry) -> bool:
    return _is_first(entry) or _is_last(entry) or "status" in entry.changes or "archived_at" in entry.changes


def _is_first(entry: Entry) -> bool:
    """A customer's first entry, whatever it is called: the name was nothing before."""
    return entry.changes.get("name", [""])[0] is None


def _is_last(entry: Entry) -> bool:
    return entry.changes.get("name", ["", ""])[1] is None


def _states(entry: Entry, present: str) -> tuple[str, str]:
    old, new = entry.changes.get("status", [present, present])
    was_archived, is_archived = entry.changes.get("archived_at", [None, None])
    before = "" if _is_first(entry) else "archived" if was_archived else old
    after = "" if _is_last(entry) else "archived" if is_archived else new
    return before, after


def _present_statuses(entries: list[Entry]) -> dict[int, str]:
    """The status of those whose entry does not tell it, in one query."""
    silent = [entry.subject_id for entry in entries if "status" not in entry.changes and not _is_first(entry)]
    return dict(Customer.objects.filter(pk__in=silent).values_list("pk", "status")) if silent else {}
