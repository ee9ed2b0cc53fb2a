"""Saving some fields of a project: what stands in the form afterwards, and what there is to choose."""

from dataclasses import dataclass

from clientele.desk.access import MemberRequest
from clientele.desk.collisions import Collision, collide, with_choices
from clientele.desk.projects.forms import ProjectForm
from clientele.kit.refusals import Refusal
from clientele.projects.models import Project
from clientele.projects.operations import update_project
from clientele.ui.http import refuse


@dataclass
class Saved:
    """The project as saved, or None; then the form to show again, and why."""

    project: Project | None
    form: ProjectForm
    status: int = 422
    collision: Collision | None = None
    existing: dict[str, object] | None = None


def save(request: MemberRequest, project: Project, kind: type[ProjectForm]) -> Saved:
    """Save what was posted."""
    form = kind(project, with_choices(kind(project), project, request.POST))
    if not form.is_valid():
        return Saved(None, form)
    version = form.cleaned_data["version"]
    try:
        saved = update_project(project, changes=form.values, version=version, by=request.member, at=request.now)
    except Refusal as refusal:
        if refusal.code == "version_conflict":
            data, collision = collide(form, refusal)
            return Saved(None, kind(project, data), refusal.status, collision)
        refuse(form, refusal)
        return Saved(None, form, refusal.status, existing=refusal.extra)
    return Saved(saved, form, 200)
