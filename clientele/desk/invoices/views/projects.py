from dataclasses import replace

from django.http import HttpResponseBase

from clientele.billing import policy
from clientele.billing.queries import page_of_invoices, waiting_on
from clientele.desk.access import MemberRequest, page
from clientele.desk.invoices.columns import COLUMNS
from clientele.desk.invoices.frame import owed_of, standing, today
from clientele.desk.invoices.listing import PAGE_SIZE, read_listing
from clientele.desk.projects.frame import frame, load
from clientele.ui.http import allow, show


@page
def project_invoices(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The invoices of a project, and the way to the next one."""
    project = load(request, pk)
    allow(policy.may_view(request.member))
    listing, on = replace(read_listing(request.GET), project=project.pk, customer=None, q=""), today(request)
    wanted = listing.wanted(on)
    may_invoice = policy.may_edit(request.member) and not project.customer.is_archived
    context = frame(request, project, "projects:invoices") | {
        "listing": listing,
        "columns": COLUMNS,
        "of_customer": False,
        "invoices": page_of_invoices(request.member, wanted, listing.sort, number=listing.page, size=PAGE_SIZE),
        "owed": owed_of(request, listing, on),
        "on": on,
        "standing": standing,
        "has_work": may_invoice and waiting_on(project).is_any,
    }
    return show(request, "desk/invoices/project.html", context)
