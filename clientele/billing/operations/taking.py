"""Locking the time and expenses that a finalised invoice took up, and letting them go."""

from datetime import datetime

from clientele.billing.models import BilledExpense, BilledTime, Invoice
from clientele.kit.refusals import Conflict
from clientele.projects.choices import INVOICEABLE_TIME, Approval
from clientele.projects.models import Expense, TimeEntry


def lock_work(invoice: Invoice, *, at: datetime) -> None:
    """Make what an invoice bills read-only.

    Raises `work_changed` (409) where it is no longer what was drafted.
    """
    time = BilledTime.objects.filter(line__invoice=invoice, released_at=None).order_by("pk")
    expenses = BilledExpense.objects.filter(line__invoice=invoice, released_at=None).order_by("pk")
    taken_time = dict(time.values_list("entry", "minutes"))
    taken_expenses = dict(expenses.values_list("expense", "amount"))
    entries = TimeEntry.objects.select_for_update(of=("self",)).filter(pk__in=taken_time, status__in=INVOICEABLE_TIME)
    spent = Expense.objects.select_for_update(of=("self",)).filter(pk__in=taken_expenses, status=Approval.APPROVED)
    is_same = (
        taken_time == {entry.pk: entry.minutes for entry in entries.order_by("pk")}
        and taken_expenses == {expense.pk: expense.amount for expense in spent.order_by("pk")}
        and not time.filter(entry=None).exists()
    )
    if not is_same:
        raise Conflict(
            "work_changed", "Time or expenses on this draft were changed or rejected. Delete it and draft it anew."
        )
    TimeEntry.objects.filter(pk__in=taken_time).update(locked_at=at)
    Expense.objects.filter(pk__in=taken_expenses).update(locked_at=at)


def release_work(invoice: Invoice, *, at: datetime) -> None:
    """Let what an invoice bills be changed and billed again."""
    for billed, spent, what in ((BilledTime, TimeEntry, "entry"), (BilledExpense, Expense, "expense")):
        rows = billed.objects.filter(line__invoice=invoice, released_at=None).order_by("pk")
        held = list(rows.values_list("pk", what))
        billed.objects.filter(pk__in=[pk for pk, _ in held]).update(released_at=at)
        spent.objects.filter(pk__in=[entry for _, entry in held]).update(locked_at=None)
