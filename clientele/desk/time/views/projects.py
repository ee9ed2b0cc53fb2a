from typing import Any

from django.http import HttpResponse

from clientele.desk.access import MemberRequest, page
from clientele.desk.customers.record.notes import read_id
from clientele.desk.projects.frame import frame, load
from clientele.desk.time.billed import invoices_of_entries, invoices_of_spent
from clientele.kit.paging import page_of
from clientele.projects import policy
from clientele.projects.queries import SpentFilter, amounts_in, expenses_for, minutes_in, time_for
from clientele.ui.http import allow, show

PAGE_SIZE = 50
MOST_EXPENSES = 100


@page
def project_time(request: MemberRequest, pk: int) -> HttpResponse:
    """The time and the expenses of a project, as far as the member may see them."""
    project = load(request, pk)
    allow(policy.may_see_time(request.member))
    wanted = SpentFilter(projects=(project.pk,))
    times, spent = time_for(request.member, wanted), expenses_for(request.member, wanted)
    expenses = list(spent[:MOST_EXPENSES])
    number = min(read_id(request.GET.get("page")) or 1, 1_000_000)
    found = page_of(times, number=number, size=PAGE_SIZE)
    context: dict[str, Any] = frame(request, project, "projects:time") | {
        "found": found,
        "invoices_of_time": invoices_of_entries(request, found.items),
        "invoices_of_expenses": invoices_of_spent(request, expenses),
        "minutes": minutes_in(times),
        "expenses": expenses,
        "amounts": amounts_in(spent),
        "sees_all": policy.may_approve_time(request.member),
        "may_track": policy.may_track(request.member) and project.is_open_for_time,
    }
    return show(request, "desk/time/project.html", context)
