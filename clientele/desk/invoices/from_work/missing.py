"""What was chosen and cannot be billed any more, because somebody else was quicker or it was changed."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from clientele.billing.models import Invoice
from clientele.billing.operations import Work
from clientele.billing.queries import billable_expenses, billable_time, invoices_of_expenses, invoices_of_time
from clientele.desk.invoices.from_work.steps import Course
from clientele.kit.numbers import counted


@dataclass(frozen=True)
class Gone:
    """Ids of time and of expenses, and the invoices that have them now."""

    time: frozenset[int]
    expenses: frozenset[int]
    invoices: list[Invoice]

    @property
    def words(self) -> str:
        """`2 time entries and 1 expense`, empty where all is still there."""
        time = counted(len(self.time), "time entry", "time entries") if self.time else ""
        spent = counted(len(self.expenses), "expense") if self.expenses else ""
        return " and ".join(text for text in (time, spent) if text)

    def left_of(self, work: Work) -> Work:
        """The work without what is gone."""
        return replace(work, time=_rest(work.time, self.time), expenses=_rest(work.expenses, self.expenses))


def gone_from(course: Course) -> Gone:
    """What of a selection is not free now."""
    work, projects = course.work, course.projects
    time, expenses = set(work.time or ()), set(work.expenses or ())
    if time:
        time -= set(billable_time(*projects).filter(pk__in=time).values_list("pk", flat=True))
    if expenses:
        expenses -= set(billable_expenses(*projects).filter(pk__in=expenses).values_list("pk", flat=True))
    having = [*invoices_of_time(time).values(), *invoices_of_expenses(expenses).values()] if time or expenses else []
    found = {invoice.pk: invoice for invoice in having}
    return Gone(frozenset(time), frozenset(expenses), list(found.values()))


def _rest(chosen: Collection[int] | None, gone: frozenset[int]) -> list[int]:
    return [pk for pk in chosen or () if pk not in gone]
