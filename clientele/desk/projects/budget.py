"""How much of a project's budgets is used, in words and as bars."""

from dataclasses import dataclass

from clientele.kit.money import shown
from clientele.projects.models import Project


@dataclass(frozen=True)
class Bar:
    """One budget: what it is of, what was used of it, and what is left or over."""

    label: str
    used: str
    budget: str
    percent: int
    rest: str


def bars_of(project: Project) -> list[Bar]:
    """Money and hours, as far as the project has a budget of them."""
    bars = []
    if project.budget_amount:
        left = project.budget_amount - project.spent_amount
        percent = int(project.spent_amount * 100 // project.budget_amount)
        used, budget = shown(project.spent_amount, project.currency), shown(project.budget_amount, project.currency)
        bars.append(Bar("Money", used, budget, percent, _rest(shown(abs(left), project.currency), left < 0)))
    if project.budget_minutes:
        minutes = project.budget_minutes - project.spent_minutes
        percent = project.spent_minutes * 100 // project.budget_minutes
        used, budget = hours(project.spent_minutes), f"{hours(project.budget_minutes)} hours"
        bars.append(Bar("Hours", used, budget, percent, _rest(f"{hours(abs(minutes))} hours", minutes < 0)))
    return bars


def hours(minutes: int) -> str:
    """`12:30`."""
    return f"{minutes // 60:,}:{minutes % 60:02}"


def _rest(amount: str, is_over: bool) -> str:
    return f"{amount} over" if is_over else f"{amount} left"
