"""The pages of time, for those who may open them."""

from typing import Any

from clientele.desk.access import MemberRequest
from clientele.projects import policy
from clientele.ui.jinja import address

PAGES = (
    ("Week", "time:week", policy.may_track),
    ("Day", "time:day", policy.may_track),
    ("Month", "time:month", policy.may_see_time),
    ("Expenses", "expenses:list", policy.may_see_expenses),
    ("Approvals", "time:approvals", policy.may_approve),
    ("Report", "time:report", policy.may_see_time),
)


def tabs_for(request: MemberRequest) -> list[dict[str, Any]]:
    """The tabs that a member may follow, the current one marked."""
    slug = request.organization.slug
    links = [(label, address(view, slug)) for label, view, shown_to in PAGES if shown_to(request.member)]
    return [{"label": label, "url": url, "current": request.path == url} for label, url in links]
