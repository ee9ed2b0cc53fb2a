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


def tasks_of(project: Project) -> list[Task]:
    """The tasks of a project in their order, each with who ticked it off."""
    rows = Task.objects.filter(project=project).select_related("done_by__user")
    return _of(project, rows.order_by("position", "pk"))


def people_on(project: Project) -> list[ProjectMember]:
    """The people on a project by name."""
    rows = ProjectMember.objects.filter(project=project).select_related("member__user", "member__role")
    return _of(project, rows.order_by("member__user__name", "pk"))


def codes_of(project: Project) -> list[BillingCode]:
    """The billing codes of a project by name."""
    return _of(project, BillingCode.objects.filter(project=project).order_by("name_key", "pk"))


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
