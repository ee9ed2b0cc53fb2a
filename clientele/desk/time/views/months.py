from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.core.exceptions import BadRequest
from django.http import HttpResponse

from clientele.accounts.queries import members
from clientele.desk.access import MemberRequest, page
from clientele.desk.time.reading import parsed_day, query, read_person, today
from clientele.desk.time.tabs import tabs_for
from clientele.projects import policy
from clientele.projects.queries import monday_of, month_of
from clientele.ui.http import allow, show


@page
def month(request: MemberRequest) -> HttpResponse:
    allow(policy.may_see_time(request.member))
    person, first = read_person(request), _read_month(request)
    entries = month_of(person, first)
    member = None if person.pk == request.member.pk else person.pk
    context = {
        "tabs_of_time": tabs_for(request),
        "person": person,
        "people": _people(request),
        "first": first,
        "weeks": _weeks(first),
        "entries": entries,
        "minutes": {day: sum(entry.minutes for entry in found) for day, found in entries.items()},
        "today": today(request),
        "before": query(month=f"{first - relativedelta(months=1):%Y-%m}", member=member),
        "after": query(month=f"{first + relativedelta(months=1):%Y-%m}", member=member),
    }
    return show(request, "desk/time/month.html", context)


def _read_month(request: MemberRequest) -> date:
    text = request.GET.get("month", "")
    if not text:
        return today(request).replace(day=1)
    first = parsed_day(f"{text}-01")
    if first is None:
        raise BadRequest(f"“{text[:40]}” is not a month.")
    return first


def _weeks(first: date) -> list[list[date]]:
    """The weeks that touch a month, whole, Monday first."""
    monday, end = monday_of(first), first + relativedelta(months=1)
    number = -(-(end - monday).days // 7)
    return [[monday + timedelta(days=7 * week + day) for day in range(7)] for week in range(number)]


def _people(request: MemberRequest) -> list[tuple[int, str]]:
    """Whose month may be looked at, where that is more than one's own."""
    if not policy.may_approve_time(request.member):
        return []
    return [(person.pk, person.name) for person in members()]
