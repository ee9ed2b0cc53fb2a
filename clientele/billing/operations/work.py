"""Invoices from time, expenses and fixed fees of a project; nothing is billed twice."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from clientele.accounts.models import Member
from clientele.billing.choices import Unit
from clientele.billing.models import BilledExpense, BilledTime, Invoice, Line
from clientele.billing.operations.drafts import begin, tell_of
from clientele.billing.operations.lines import put_lines
from clientele.billing.queries.work import billable_expenses, billable_time
from clientele.kit.refusals import Conflict
from clientele.projects.choices import ExpenseCategory
from clientele.projects.models import Expense, Project, TimeEntry

#: What time is summed by in a summary.
SUMMED_BY = ("billing_code", "member")
_HOUR = Decimal(60)
_MILLIONTH = Decimal("0.000001")


@dataclass(frozen=True)
class Work:
    """What to bill of a project: ids of time and expenses, or all there is between the days; fixed fees as lines.

    `is_detailed` makes a line of each entry, otherwise time is summed by rate and what `summed_by` names.
    """

    since: date | None = None
    until: date | None = None
    time: Collection[int] | None = None
    expenses: Collection[int] | None = None
    fees: tuple[Mapping[str, Any], ...] = ()
    is_detailed: bool = True
    summed_by: str = "billing_code"


@dataclass
class _Row:
    """A line to be, and what it bills."""

    line: Mapping[str, Any]
    time: list[TimeEntry] = field(default_factory=list)
    expenses: list[Expense] = field(default_factory=list)


@transaction.atomic
def draft_from_work(
    project: Project,
    *,
    work: Work,
    by: Member,
    at: datetime,
    values: Mapping[str, Any] | None = None,
    confirm_currency: bool = False,
) -> Invoice:
    """Begin an invoice of what was done on a project, in the project's currency.

    Raises `work_taken`, `nothing_to_bill`, `customer_archived` or `currency_unusual` (409), `validation_error` (422).
    """
    time = _locked(billable_time(project, since=work.since, until=work.until), work.time)
    expenses = _locked(billable_expenses(project, since=work.since, until=work.until), work.expenses)
    rows = [*_time_rows(project, time, work), *map(_expense_row, expenses), *(_Row(fee) for fee in work.fees)]
    if not rows:
        raise Conflict("nothing_to_bill", f"{project.name} has nothing to bill here.")
    days = [spent.day for spent in (*time, *expenses)]
    served = {"served_from": work.since or min(days, default=None), "served_to": work.until or max(days, default=None)}
    given = served | dict(values or {}) | {"project": project, "currency": project.currency}
    draft = begin(project.customer, given, by=by, at=at, confirm_currency=confirm_currency)
    lines = put_lines(draft, [row.line for row in rows], at=at)
    _take(lines, rows)
    tell_of(draft, by=by, at=at)
    return draft


def _locked(rows: Any, wanted: Collection[int] | None) -> list[Any]:
    """The rows that are still free once they are locked, so that two at once never take the same."""
    chosen = rows if wanted is None else rows.filter(pk__in=wanted)
    keys = [row.pk for row in rows.model.objects.select_for_update().filter(pk__in=chosen.values("pk")).order_by("pk")]
    free = list(chosen.filter(pk__in=keys))
    if wanted is not None and len(free) < len(set(wanted)):
        raise Conflict("work_taken", "Some of this is billed already or cannot be billed. Choose again.")
    return free


def _time_rows(project: Project, time: list[TimeEntry], work: Work) -> Iterable[_Row]:
    if work.is_detailed:
        return [
            _Row(_time_line(_name_of(entry, project, "billing_code"), [entry], _told(entry)), [entry]) for entry in time
        ]
    summed: dict[tuple[str, Decimal], list[TimeEntry]] = {}
    for entry in time:
        key = (_name_of(entry, project, work.summed_by), entry.rate or Decimal(0))
        summed.setdefault(key, []).append(entry)
    return [_Row(_time_line(name, entries, ""), entries) for (name, _), entries in sorted(summed.items())]


def _name_of(entry: TimeEntry, project: Project, summed_by: str) -> str:
    if summed_by == "member":
        return str(entry.member.name)
    return entry.billing_code.name if entry.billing_code else project.name


def _time_line(name: str, entries: list[TimeEntry], detail: str) -> dict[str, Any]:
    minutes = sum(entry.minutes for entry in entries)
    return {
        "description": name,
        "detail": detail,
        "quantity": (Decimal(minutes) / _HOUR).quantize(_MILLIONTH).normalize(),
        "unit": Unit.HOUR,
        "unit_price": entries[0].rate or Decimal(0),
    }


def _expense_row(expense: Expense) -> _Row:
    line = {
        "description": ExpenseCategory(expense.category).label,
        "detail": _told(expense),
        "quantity": Decimal(1),
        "unit": Unit.PIECE,
        "unit_price": expense.amount,
    }
    return _Row(line, expenses=[expense])


def _told(spent: TimeEntry | Expense) -> str:
    """`3 Nov 2026, Theo Technician: Replaced the valve`."""
    told = f"{spent.day.day} {spent.day:%b %Y}, {spent.member.name}"
    words = " ".join(spent.description.split())
    return f"{told}: {words}"[:500] if words else told


def _take(lines: list[Line], rows: list[_Row]) -> None:
    time = [
        BilledTime(organization=line.organization, line=line, entry=entry, minutes=entry.minutes)
        for line, row in zip(lines, rows, strict=True)
        for entry in row.time
    ]
    expenses = [
        BilledExpense(organization=line.organization, line=line, expense=expense, amount=expense.amount)
        for line, row in zip(lines, rows, strict=True)
        for expense in row.expenses
    ]
    try:
        with transaction.atomic():
            BilledTime.objects.bulk_create(time)
            BilledExpense.objects.bulk_create(expenses)
    except IntegrityError:
        raise Conflict("work_taken", "Some of this was billed a moment ago. Choose again.") from None
