"""Saving a form of a project."""

from typing import Any

from clientele.desk.access import MemberRequest
from clientele.desk.projects.forms import ProjectForm
from clientele.desk.saving import Saved, save
from clientele.projects.models import Project
from clientele.projects.operations import update_project
from clientele.ui.http import posted


def save_project(request: MemberRequest, project: Project, kind: type[ProjectForm]) -> Saved:
    """Save some fields of a project, or open their form."""

    def update(values: dict[str, Any], version: int | None) -> Project:
        return update_project(project, changes=values, version=version, by=request.member, at=request.now)

    return save(posted(request), project, lambda data: kind(project, data), update)
