"""Which line bills which time or expense."""

from collections.abc import Collection

from clientele.billing.models import BilledExpense, BilledTime


def lines_of_time(entries: Collection[int]) -> dict[int, int]:
    """The line, of a draft or of a final invoice, that bills each of these time entries."""
    rows = BilledTime.objects.filter(entry__in=entries, released_at=None).order_by("pk")
    return dict(rows.values_list("entry", "line"))


def lines_of_expenses(expenses: Collection[int]) -> dict[int, int]:
    """The line, of a draft or of a final invoice, that bills each of these expenses."""
    rows = BilledExpense.objects.filter(expense__in=expenses, released_at=None).order_by("pk")
    return dict(rows.values_list("expense", "line"))
