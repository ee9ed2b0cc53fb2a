from django.http import HttpResponseBase
from django.utils import timezone

from clientele.desk.access import MemberRequest, page
from clientele.desk.customers.record.notes import read_id
from clientele.desk.projects.frame import frame, load
from clientele.desk.projects.overview import cards_for
from clientele.desk.telling import days_of
from clientele.trail.queries import history_of, page_of_timeline, timeline_for
from clientele.ui.http import show

SHOWN = 30


@page
def project_detail(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = load(request, pk)
    context = frame(request, project, "projects:detail") | cards_for(request, project)
    return show(request, "desk/projects/detail.html", context)


@page
def project_timeline(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = load(request, pk)
    both = timeline_for(project), history_of(project)
    entries, has_more = page_of_timeline(*both, before=read_id(request.GET.get("before")), size=SHOWN)
    today = timezone.localdate(request.now, request.organization.zone)
    context = frame(request, project, "projects:timeline") | {
        "days": days_of(entries, organization=request.organization, today=today),
        "before": entries[-1].pk if has_more else None,
    }
    return show(request, "desk/projects/timeline.html", context)
