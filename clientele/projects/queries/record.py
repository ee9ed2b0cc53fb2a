"""One project and what belongs to it."""

from typing import Any

from django.db import models

from clientele.accounts.models import Member
from clientele.customers.queries import LARGEST_ID
from clientele.projects import policy
from clientele.projects.models import BillingCode, Favourite, Project, ProjectMember, Task, Template
from clientele.projects.queries.listed import projects_for


def project_for(member: Member, pk: int) -> Project | None:
    """One project the member may open, with its customer and lead, or None."""
    if pk > LARGEST_ID:
        return None
    found: Project | None = projects_for(member).filter(pk=pk).first()
    return found


def is_favourite(member: Member, project: Project) -> bool:
    """Whether the member wants the project at the head of their lists."""
    return bool(Favourite.objects.filter(member=member, project=project).exists())


def tasks_in(project: Project) -> models.QuerySet[Task]:
    """The tasks of a project in their order, each with who ticked it off."""
    rows: models.QuerySet[Task] = Task.objects.filter(project=project).select_related("done_by__user")
    return rows.order_by("position", "pk")


def people_in(project: Project) -> models.QuerySet[ProjectMember]:
    """The people on a project by name."""
    rows: models.QuerySet[ProjectMember] = ProjectMember.objects.filter(project=project)
    return rows.select_related("member__user", "member__role").order_by("member__user__name", "pk")


def codes_in(project: Project) -> models.QuerySet[BillingCode]:
    """The billing codes of a project by name."""
    rows: models.QuerySet[BillingCode] = BillingCode.objects.filter(project=project)
    return rows.order_by("name_key", "pk")


def tasks_of(project: Project) -> list[Task]:
    """All the tasks of a project, for its page."""
    return _of(project, tasks_in(project))


def people_on(project: Project) -> list[ProjectMember]:
    """All the people on a project, for its page."""
    return _of(project, people_in(project))


def codes_of(project: Project) -> list[BillingCode]:
    """All the billing codes of a project, for its page."""
    return _of(project, codes_in(project))


def templates_for(member: Member) -> models.QuerySet[Template]:
    """What projects start from, by name."""
    found: models.QuerySet[Template] = Template.objects.order_by("name_key", "pk")
    return found if policy.may_view(member) else found.none()


def _of(project: Project, rows: models.QuerySet[Any]) -> list[Any]:
    """The rows, each with the project that was read already."""
    found = list(rows)
    for row in found:
        row.project = project
    return found
