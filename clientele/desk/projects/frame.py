"""The frame around every page of a project: what it is, its tabs, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.desk.access import MemberRequest
from clientele.kit.links import absolute
from clientele.kit.refusals import Conflict
from clientele.projects import policy
from clientele.projects.choices import TRANSITIONS, ProjectStatus
from clientele.projects.models import Project
from clientele.projects.queries import is_favourite, project_for
from clientele.ui.http import allow
from clientele.ui.jinja import address


@dataclass(frozen=True)
class Tab:
    """A part of a project's page: its word, its view, and who sees it."""

    label: str
    view: str
    shown_to: Callable[[Member], bool] = policy.may_view


#: The tabs, in order; a slice adds a line here.
TABS = (
    Tab("Overview", "projects:detail"),
    Tab("Time", "projects:time", policy.may_see_time),
    Tab("Invoices", "projects:invoices", billing.may_view),
    Tab("Timeline", "projects:timeline"),
)

_ICONS = {
    ProjectStatus.ACTIVE: "player-play",
    ProjectStatus.ON_HOLD: "player-pause",
    ProjectStatus.COMPLETED: "check",
    ProjectStatus.ARCHIVED: "archive",
}


def load(request: MemberRequest, pk: int) -> Project:
    """The project of an address, or 404."""
    project = project_for(request.member, pk)
    if project is None:
        allow(policy.may_view(request.member))
        raise Http404
    return project


def load_editable(request: MemberRequest, pk: int) -> Project:
    """The same, for an address that changes it; what may not be changed at present refuses by itself (409)."""
    project = load(request, pk)
    allow(policy.may_create(request.member))
    return project


def load_open(request: MemberRequest, pk: int) -> Project:
    """The same, for a form of its fields; one that is read-only at present refuses (409)."""
    project = load_editable(request, pk)
    if not policy.may_edit(request.member, project):
        holder = project.customer if project.customer.is_archived else project
        raise Conflict("project_archived", f"{holder.name} is archived, so this project is read-only.")
    return project


def frame(request: MemberRequest, project: Project, view: str) -> dict[str, Any]:
    """What the templates of a project's pages need, besides what each page adds."""
    member, slug = request.member, request.organization.slug
    may_edit, may_change = policy.may_edit(member, project), policy.may_change(member, project)
    manage = _manage(request, project, may_change=may_change)
    edit = {"label": "Edit", "icon": "pencil", "url": address("projects:edit", slug, pk=project.pk), "dialog": True}
    tabs = [
        {"label": tab.label, "url": address(tab.view, slug, pk=project.pk), "current": tab.view == view}
        for tab in TABS
        if tab.shown_to(member)
    ]
    return {
        "project": project,
        "customer": project.customer,
        "tabs_shown": tabs,
        "may_edit": may_edit,
        "may_see_rates": policy.may_manage_rates(member),
        "is_favourite": is_favourite(member, project),
        "statuses": _statuses(project, slug) if may_change else [],
        "manage": manage,
        "phone_menu": [*([edit] if may_edit else []), *manage],
    }


def _statuses(project: Project, slug: str) -> list[dict[str, Any]]:
    """The entries of the status menu: just those that may follow."""
    url = address("projects:status", slug, pk=project.pk)
    allowed = TRANSITIONS[project.status]
    return [
        {
            "label": f"Set to {status.label}",
            "icon": _ICONS[status],
            "url": url,
            "post": True,
            "attrs": {"name": "to", "value": status.value},
        }
        for status in ProjectStatus
        if status in allowed
    ]


def _manage(request: MemberRequest, project: Project, *, may_change: bool) -> list[dict[str, Any]]:
    slug, term = request.organization.slug, request.organization.words.one_lower

    def dialog(label: str, view: str, icon: str, **more: Any) -> dict[str, Any]:
        return {"label": label, "icon": icon, "url": address(view, slug, pk=project.pk), "dialog": True, **more}

    link = absolute(address("projects:detail", slug, pk=project.pk))
    entries: list[dict[str, Any]] = [{"label": "Copy link", "icon": "link", "attrs": {"data-copy": link}}]
    if policy.may_create(request.member):
        entries.append(dialog("Save as template…", "projects:template", "template"))
    if may_change:
        entries.append(dialog(f"Move to another {term}…", "projects:move", "arrow-right"))
        entries.append(dialog("Delete project", "projects:deletion", "trash", danger=True))
    return entries
