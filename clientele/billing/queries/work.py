"""What of a project can be billed: time and expenses that no invoice has."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from clientele.accounts.models import Member
from clientele.billing import policy
from clientele.billing.models import BilledExpense, BilledTime
from clientele.projects.choices import INVOICEABLE_TIME, Approval
from clientele.projects.models import Expense, Project, TimeEntry


def projects_to_bill(member: Member) -> QuerySet[Project]:
    """The projects of which the member may see what is billed."""
    rows: QuerySet[Project] = Project.objects.select_related("customer__organization").order_by("name_sort", "pk")
    return rows if policy.may_view(member) else rows.none()


def billable_time(
    project: Project, *, currency: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[TimeEntry]:
    """Submitted and approved billable time of a project between two days that no invoice has, in order."""
    taken = BilledTime.objects.filter(entry=OuterRef("pk"), released_at=None)
    rows = TimeEntry.objects.filter(status__in=INVOICEABLE_TIME).select_related("billing_code", "member__user")
    return _open(rows, taken, project, currency or project.currency, since, until)


def billable_expenses(
    project: Project, *, currency: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Expense]:
    """Approved billable expenses of a project between two days that no invoice has, in order."""
    taken = BilledExpense.objects.filter(expense=OuterRef("pk"), released_at=None)
    rows = Expense.objects.filter(status=Approval.APPROVED).select_related("member__user")
    return _open(rows, taken, project, currency or project.currency, since, until)


def _open(
    rows: Any, taken: QuerySet[Any], project: Project, currency: str, since: date | None, until: date | None
) -> Any:
    found = rows.filter(project=project, currency=currency).billable().unlocked()
    found = found.filter(day__gte=since) if since else found
    found = found.filter(day__lte=until) if until else found
    return found.filter(~Exists(taken)).order_by("day", "pk")
