from datetime import date, timedelta

from django.http import HttpResponse, StreamingHttpResponse

from clientele.desk.access import MemberRequest, page
from clientele.desk.exchange.download import as_csv
from clientele.desk.time.reading import query, read_day, today
from clientele.desk.time.tabs import tabs_for
from clientele.exchange.writing.time import hour_rows
from clientele.projects import policy
from clientele.projects.queries import by_person, by_project, hours_between, monday_of
from clientele.ui.http import allow, show

_MOST_BARS = 12


@page
def report(request: MemberRequest) -> HttpResponse:
    """Hours by project and person over some days."""
    day_from, day_to = _read_days(request)
    hours = hours_between(request.member, day_from, day_to)
    totals = {"project": by_project(hours), "person": by_person(hours)}
    context = {
        "tabs_of_time": tabs_for(request),
        "day_from": day_from,
        "day_to": day_to,
        "hours": hours,
        "totals": totals,
        "bars_of": totals["project"][:_MOST_BARS],
        "minutes": sum(row.minutes for row in hours),
        "billable": sum(row.billable for row in hours),
        "csv": query(**{"from": day_from, "to": day_to}),
    }
    return show(request, "desk/time/report.html", context)


@page
def report_csv(request: MemberRequest) -> StreamingHttpResponse:
    day_from, day_to = _read_days(request)
    name = f"{request.organization.slug} hours {day_from} to {day_to}.csv"
    rows = hour_rows(hours_between(request.member, day_from, day_to), request.organization.words.one)
    return as_csv(rows, name, request.organization)


def _read_days(request: MemberRequest) -> tuple[date, date]:
    """From and to, by default the last four weeks and this one."""
    allow(policy.may_see_time(request.member))
    now = today(request)
    day_from = read_day(request, "from", monday_of(now) - timedelta(weeks=4))
    return day_from, max(day_from, read_day(request, "to", now))
