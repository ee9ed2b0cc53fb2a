"""What the views of the settings share: the side navigation around a part, a word of old backups, and its answer."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse

from clientele.accounts.policy import may_manage_organization
from clientele.desk.access import MemberRequest
from clientele.desk.settings.sections import sections_for
from clientele.ui.http import show, status_of
from clientele.upkeep.queries.backups import overdue_backup


def show_section(request: MemberRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer a part of the settings within its layout."""
    return show(request, f"desk/settings/{template}", around_section(request) | context, status=status)


def show_section_form(
    request: MemberRequest, template: str, form: BaseForm, context: dict[str, Any] | None = None
) -> HttpResponse:
    """Answer a part of the settings with a form: empty, or with what is wrong with it."""
    return show_section(request, template, {"form": form} | (context or {}), status=status_of(form))


def around_section(request: MemberRequest) -> dict[str, Any]:
    """What the layout of the settings needs around each of its parts."""
    return {"sections": sections_for(request.member, request.path), "backup_notice": _backup_notice(request)}


def _backup_notice(request: MemberRequest) -> str:
    """That a backup is due, for who looks after the organisation."""
    if not may_manage_organization(request.member):
        return ""
    is_due, last = overdue_backup(at=request.now)
    if not is_due or last is None:
        return "No backup has been made yet" if is_due else ""
    days = (request.now - last).days
    return f"The last backup is {days} days old" if days > 1 else "The last backup is older than a day"
