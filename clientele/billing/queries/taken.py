"""Which line, and which invoice, bills which time or expense."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from clientele.billing.models import BilledExpense, BilledTime, Invoice
from clientele.kit.prepared import Prepared


def lines_of_time(entries: Collection[int]) -> dict[int, int]:
    """The line, of a draft or of a final invoice, that bills each of these time entries."""
    rows = BilledTime.objects.filter(entry__in=entries, released_at=None).order_by("pk")
    return dict(rows.values_list("entry", "line"))


def lines_of_expenses(expenses: Collection[int]) -> dict[int, int]:
    """The line, of a draft or of a final invoice, that bills each of these expenses."""
    rows = BilledExpense.objects.filter(expense__in=expenses, released_at=None).order_by("pk")
    return dict(rows.values_list("expense", "line"))


def invoices_of_time(entries: Collection[int]) -> dict[int, Invoice]:
    """The invoice, a draft or a final one, that bills each of these time entries."""
    rows = BilledTime.objects.filter(entry__in=entries, released_at=None).select_related("line__invoice")
    return {pk: row.line.invoice for row in rows.order_by("pk") if (pk := row.entry_id)}


def invoices_of_expenses(expenses: Collection[int]) -> dict[int, Invoice]:
    """The invoice, a draft or a final one, that bills each of these expenses."""
    rows = BilledExpense.objects.filter(expense__in=expenses, released_at=None).select_related("line__invoice")
    return {pk: row.line.invoice for row in rows.order_by("pk") if (pk := row.expense_id)}


def time_on(invoice: Invoice, *, most: int) -> list[BilledTime]:
    """The first time entries that an invoice bills or billed, by line and day."""
    return _time(most)(organization=invoice.organization_id, invoice=invoice.pk)


def expenses_on(invoice: Invoice, *, most: int) -> list[BilledExpense]:
    """The first expenses that an invoice bills or billed, by line and day."""
    return _expenses(most)(organization=invoice.organization_id, invoice=invoice.pk)


@lru_cache(maxsize=20)
def _time(most: int) -> Prepared[BilledTime]:
    def build(organization: int, invoice: int) -> Any:
        rows = BilledTime.objects.filter(organization=organization, line__invoice=invoice)
        rows = rows.select_related("line", *_spent("entry"))
        return rows.order_by("line__position", "entry__day", "pk")[:most]

    return Prepared(build, organization=int, invoice=int)


@lru_cache(maxsize=20)
def _expenses(most: int) -> Prepared[BilledExpense]:
    def build(organization: int, invoice: int) -> Any:
        rows = BilledExpense.objects.filter(organization=organization, line__invoice=invoice)
        rows = rows.select_related("line", *_spent("expense"))
        return rows.order_by("line__position", "expense__day", "pk")[:most]

    return Prepared(build, organization=int, invoice=int)


def _spent(name: str) -> Iterable[str]:
    return f"{name}__project", f"{name}__member__user"
