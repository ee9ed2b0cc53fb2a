"""What of projects can be billed: time and expenses that no invoice has."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from clientele.accounts.models import Member
from clientele.billing import policy
from clientele.billing.models import BilledExpense, BilledTime
from clientele.customers.models import Customer
from clientele.projects.choices import INVOICEABLE_TIME, Approval
from clientele.projects.models import Expense, Project, TimeEntry
from clientele.projects.queries import projects_of


@dataclass(frozen=True)
class Waiting:
    """What of a project waits to be billed, in the project's currency."""

    project: Project
    entries: int = 0
    minutes: int = 0
    expenses: int = 0
    spent: Decimal = field(default_factory=Decimal)

    @property
    def is_any(self) -> bool:
        return bool(self.entries or self.expenses)


def projects_to_bill(member: Member) -> QuerySet[Project]:
    """The projects of which the member may see what is billed."""
    rows: QuerySet[Project] = Project.objects.select_related("customer__organization").order_by("name_sort", "pk")
    return rows if policy.may_view(member) else rows.none()


def billable_time(
    *projects: Project, currency: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[TimeEntry]:
    """Submitted and approved billable time of projects between two days that no invoice has, in order."""
    rows = _free_time().select_related("billing_code", "member__user")
    return _between(rows, projects, currency, since, until)


def billable_expenses(
    *projects: Project, currency: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Expense]:
    """Approved billable expenses of projects between two days that no invoice has, in order."""
    return _between(_free_expenses().select_related("member__user"), projects, currency, since, until)


def waiting_of(customer: Customer) -> list[Waiting]:
    """What waits of each project of a customer, by name; projects with nothing among them."""
    return _waiting(projects_of(customer))


def waiting_on(project: Project) -> Waiting:
    """What of one project waits to be billed."""
    return _waiting([project])[0]


def _waiting(projects: Collection[Project]) -> list[Waiting]:
    keys = [project.pk for project in projects]
    time = _counted(_free_time(), keys, "minutes")
    spent = _counted(_free_expenses(), keys, "amount")
    return [
        Waiting(project, *time.get(project.pk, (0, 0)), *spent.get(project.pk, (0, Decimal(0)))) for project in projects
    ]


def _counted(rows: Any, projects: list[int], summed: str) -> dict[int, tuple[int, Any]]:
    sums = rows.filter(project__in=projects, currency=F("project__currency")).order_by().values_list("project")
    found = sums.annotate(count=Count("pk"), sum=Sum(summed)).order_by("project")
    return {project: (count, total) for project, count, total in found}


def _free_time() -> Any:
    taken = BilledTime.objects.filter(entry=OuterRef("pk"), released_at=None)
    return TimeEntry.objects.filter(~Exists(taken), status__in=INVOICEABLE_TIME).billable().unlocked()


def _free_expenses() -> Any:
    taken = BilledExpense.objects.filter(expense=OuterRef("pk"), released_at=None)
    return Expense.objects.filter(~Exists(taken), status=Approval.APPROVED).billable().unlocked()


def _between(rows: Any, projects: tuple[Project, ...], currency: str, since: date | None, until: date | None) -> Any:
    """Every project given is in one currency, the first one's."""
    found = rows.filter(project__in=projects, currency=currency or projects[0].currency)
    found = found.filter(day__gte=since) if since else found
    found = found.filter(day__lte=until) if until else found
    return found.order_by("day", "pk")
