"""What the views of the settings share: the side navigation around a part, and its answer."""

from typing import Any

from django.http import HttpResponse

from clientele.desk.access import MemberRequest
from clientele.desk.settings.sections import sections_for
from clientele.ui.http import show


def show_section(request: MemberRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer a part of the settings within its layout."""
    around = {"sections": sections_for(request.member, request.path)}
    return show(request, f"desk/settings/{template}", around | context, status=status)
