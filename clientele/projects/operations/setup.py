"""The last step of setting up a project: what is to be done, what time is written to, and the start of the work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.projects.choices import ProjectStatus
from clientele.projects.models import Project, Template
from clientele.projects.operations.checklist import add_tasks
from clientele.projects.operations.lifecycle import change_status
from clientele.projects.operations.parts import add_billing_code
from clientele.projects.operations.refusals import lock_current
from clientele.projects.operations.templates import fill_from_template
from clientele.trail.operations import told_together


@transaction.atomic
def set_up_project(
    project: Project,
    *,
    by: Member,
    at: datetime,
    template: Template | None = None,
    tasks: Sequence[str] = (),
    billing_codes: Sequence[str] = (),
    start: bool = False,
) -> Project:
    """Take over a template, add tasks and billing codes by their names, and make a draft active, all or nothing.

    Each leaves the entry that it leaves by itself, so that the timeline tells of each. Raises what
    `fill_from_template`, `add_tasks`, `add_billing_code` and `change_status` raise.
    """
    who: dict[str, Any] = {"by": by, "at": at}
    current = lock_current(project)
    with told_together():
        if template:
            fill_from_template(current, template=template, **who)
        if tasks:
            add_tasks(current, titles=tasks, **who)
        for name in billing_codes:
            add_billing_code(current, values={"name": name}, **who)
        if start and current.status == ProjectStatus.DRAFT:
            return change_status(current, to=ProjectStatus.ACTIVE, **who)
    return current
