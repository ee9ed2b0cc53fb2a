"""How time, expenses and fixed fees become the lines of an invoice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from clientele.billing.choices import Unit
from clientele.billing.documents.arithmetic import hours_of
from clientele.kit.refusals import Refusal
from clientele.projects.choices import ExpenseCategory
from clientele.projects.models import Expense, Project, TimeEntry


@dataclass
class Row:
    """A line to be, and what it bills."""

    line: Mapping[str, Any]
    time: list[TimeEntry] = field(default_factory=list)
    expenses: list[Expense] = field(default_factory=list)


def rows_of(
    projects: Sequence[Project],
    time: Sequence[TimeEntry],
    expenses: Sequence[Expense],
    fees: Iterable[Mapping[str, Any]],
    *,
    summed_by: str = "",
    is_covered: bool = False,
) -> list[Row]:
    """The lines: of each entry, or of time by rate and what `summed_by` names; of several projects each says which.

    Time that `is_covered` has no line of its own: the first fee bills it. Raises `validation_error` (422) without one.
    """
    names = {project.pk: project.name for project in projects}
    fixed = [Row(fee) for fee in fees]
    spent = [_expense_row(names, expense) for expense in expenses]
    if not is_covered:
        return [*_time_rows(names, time, summed_by), *spent, *fixed]
    if time and not fixed:
        raise Refusal("validation_error", "Write down the fee that covers this time.", field="fees")
    if fixed:
        fixed[0].time = list(time)
    return [*spent, *fixed]


def _time_rows(names: Mapping[int, str], time: Sequence[TimeEntry], summed_by: str) -> list[Row]:
    if not summed_by:
        return [
            Row(_time_line(_name_of(entry, names, "billing_code"), [entry], _told(entry)), [entry]) for entry in time
        ]
    summed: dict[tuple[str, Decimal], list[TimeEntry]] = {}
    for entry in time:
        key = (_name_of(entry, names, summed_by), entry.rate or Decimal(0))
        summed.setdefault(key, []).append(entry)
    return [Row(_time_line(name, entries, ""), entries) for (name, _), entries in sorted(summed.items())]


def _name_of(entry: TimeEntry, names: Mapping[int, str], summed_by: str) -> str:
    project = names[entry.project_id]
    if summed_by == "member":
        return _within(project, names, entry.member.name)
    return _within(project, names, entry.billing_code.name) if entry.billing_code else project


def _within(project: str, names: Mapping[int, str], words: str) -> str:
    return f"{project}: {words}" if len(names) > 1 else words


def _time_line(name: str, entries: list[TimeEntry], detail: str) -> dict[str, Any]:
    return {
        "description": name,
        "detail": detail,
        "quantity": hours_of(sum(entry.minutes for entry in entries)),
        "unit": Unit.HOUR,
        "unit_price": entries[0].rate or Decimal(0),
    }


def _expense_row(names: Mapping[int, str], expense: Expense) -> Row:
    line = {
        "description": _within(names[expense.project_id], names, ExpenseCategory(expense.category).label),
        "detail": _told(expense),
        "quantity": Decimal(1),
        "unit": Unit.PIECE,
        "unit_price": expense.amount,
    }
    return Row(line, expenses=[expense])


def _told(spent: TimeEntry | Expense) -> str:
    """`3 Nov 2026, Theo Technician: Replaced the valve`."""
    told = f"{spent.day.day} {spent.day:%b %Y}, {spent.member.name}"
    words = " ".join(spent.description.split())
    return f"{told}: {words}"[:500] if words else told
