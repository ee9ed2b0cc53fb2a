"""What time and expenses take of a project's budgets: the one rule, for what is kept and what is counted."""

from collections.abc import Iterable
from decimal import Decimal

from clientele.kit.money import rounded
from clientele.projects.models import Expense, Project, TimeEntry

_BATCH = 1_000
_HOUR = 60
_WHOLE = 10_000
#: Above what any list needs to tell apart, and far below what the column holds.
_MOST_BURN = 10**12


def time_amount(project: Project, *, minutes: int, rate: Decimal | None, currency: str, is_billable: bool) -> Decimal:
    """What an entry of time takes of the budget in money: billable minutes at their rate, in the project's currency."""
    if rate is None or not is_billable or currency != project.currency:
        return Decimal(0)
    return rounded(rate * minutes / _HOUR, project.currency)


def expense_amount(project: Project, *, amount: Decimal, currency: str) -> Decimal:
    """What an expense takes of the budget in money: all of it, where it is in the project's currency."""
    return amount if currency == project.currency else Decimal(0)


def counted_spent(project: Project) -> tuple[int, Decimal]:
    """Minutes and money spent on a project, counted: the truth that the kept numbers must equal."""
    minutes, total = 0, Decimal(0)
    times = TimeEntry.objects.filter(project=project).order_by("pk")
    rows: Iterable[tuple[int, Decimal | None, str, bool]] = times.values_list(
        "minutes", "rate", "currency", "is_billable"
    ).iterator(_BATCH)
    for spent, rate, currency, is_billable in rows:
        minutes += spent
        total += time_amount(project, minutes=spent, rate=rate, currency=currency, is_billable=is_billable)
    expenses = Expense.objects.filter(project=project).order_by("pk").values_list("amount", "currency")
    total += sum(
        (expense_amount(project, amount=spent, currency=currency) for spent, currency in expenses.iterator(_BATCH)),
        Decimal(0),
    )
    return minutes, total


def burn_of(project: Project) -> int:
    """The larger used part of the budgets, in hundredths of a per cent; 0 without a budget."""
    parts = [0]
    if project.budget_minutes:
        parts.append(project.spent_minutes * _WHOLE // project.budget_minutes)
    if project.budget_amount:
        parts.append(int(project.spent_amount * _WHOLE // project.budget_amount))
    return min(max(parts), _MOST_BURN)


def percent_used(project: Project) -> int | None:
    """The larger used part of the budgets in whole per cent, None without a budget."""
    return project.burn // 100 if project.budget_amount or project.budget_minutes else None
