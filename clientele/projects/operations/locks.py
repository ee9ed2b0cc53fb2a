"""What a finalised invoice takes up stays as it is until that invoice is voided."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from clientele.kit.refusals import Conflict
from clientele.projects.choices import INVOICEABLE_TIME, Approval
from clientele.projects.models import Expense, TimeEntry
from clientele.projects.operations.changing import refuse_locked


@transaction.atomic
def lock_spent(*, time: Collection[int] = (), expenses: Collection[int] = (), at: datetime) -> None:
    """Lock time and expenses by their ids, all or none; the invoice that takes them up remembers it.

    Raises `time_locked`, `time_not_submitted` or the same of an expense (409).
    """
    _lock(TimeEntry, time, INVOICEABLE_TIME, at)
    _lock(Expense, expenses, (Approval.APPROVED,), at)


@transaction.atomic
def unlock_spent(*, time: Collection[int] = (), expenses: Collection[int] = ()) -> None:
    """Release what a voided invoice had taken up, to be changed or billed again."""
    for model, keys in ((TimeEntry, time), (Expense, expenses)):
        model.objects.filter(pk__in=keys).update(locked_at=None)


def _lock(
    model: type[TimeEntry] | type[Expense], keys: Collection[int], statuses: tuple[str, ...], at: datetime
) -> None:
    for row in model.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"):
        refuse_locked(row)
        if row.status not in statuses:
            kind, words = ("time", "submitted") if model is TimeEntry else ("expense", "approved")
            raise Conflict(f"{kind}_not_submitted", f"{row} is {row.status}; only what is {words} goes on an invoice.")
    model.objects.filter(pk__in=keys).update(locked_at=at)
