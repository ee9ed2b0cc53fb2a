from django.core.exceptions import BadRequest
from django.http import HttpResponseBase

from clientele.desk.access import MemberRequest, page
from clientele.desk.customers.record.frame import frame, load
from clientele.desk.customers.record.notes import read_id
from clientele.kit.paging import page_of
from clientele.projects import policy
from clientele.projects.choices import ProjectStatus
from clientele.projects.queries import favourite_ids, percent_used, projects_of, status_counts
from clientele.ui.http import allow, show

PAGE_SIZE = 20
PILLS = ("", ProjectStatus.ACTIVE, ProjectStatus.COMPLETED, ProjectStatus.ARCHIVED)


@page
def customer_projects(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = load(request, pk)
    allow(policy.may_view(request.member))
    status = request.GET.get("status", "")
    if status not in PILLS:
        raise BadRequest(f"“{status[:80]}” is not a status this list knows.")
    context = frame(request, customer, "customers:projects")
    counts = status_counts(customer.organization_id, customer).by_status
    number = min(read_id(request.GET.get("page")) or 1, 1_000_000)
    found = projects_of(customer, (status,) if status else ())
    context |= {
        "projects": page_of(found, number=number, size=PAGE_SIZE),
        "pills_shown": [(one, ProjectStatus(one).label if one else "All", _number(counts, one)) for one in PILLS],
        "status_shown": status,
        "favourites": favourite_ids(request.member),
        "percent_used": percent_used,
        "may_start": policy.may_create(request.member) and customer.is_active,
    }
    return show(request, "desk/customers/projects.html", context)


def _number(counts: dict[str, int], status: str) -> int:
    return counts[status] if status else sum(counts.values())
