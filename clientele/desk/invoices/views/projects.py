from dataclasses import replace

from django.http import HttpResponseBase

from clientele.billing import policy
from clientele.billing.queries import in_order, listed_invoices, waiting_on
from clientele.desk.access import MemberRequest, page
from clientele.desk.invoices.columns import COLUMNS
from clientele.desk.invoices.frame import owed_of, standing, today
from clientele.desk.invoices.listing import PAGE_SIZE, read_listing
from clientele.desk.projects.frame import frame, load
from clientele.kit.paging import page_of
from clientele.ui.http import allow, show


@page
def project_invoices(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The invoices of a project, and the way to the next one."""
    project = load(request, pk)
    allow(policy.may_view(request.member))
    listing, on = replace(read_listing(request.GET), project=project.pk, customer=None, q=""), today(request)
    found = listed_invoices(request.member, listing.wanted(on))
    may_invoice = policy.may_edit(request.member) and not project.customer.is_archived
    context = frame(request, project, "projects:invoices") | {
        "listing": listing,
        "columns": COLUMNS,
        "of_customer": False,
        "invoices": page_of(in_order(found.without_papers(), listing.sort), number=listing.page, size=PAGE_SIZE),
        "owed": owed_of(request, listing, found, on),
        "on": on,
        "standing": standing,
        "has_work": may_invoice and waiting_on(project).is_any,
    }
    return show(request, "desk/invoices/project.html", context)
