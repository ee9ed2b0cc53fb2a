"""Many drafts finalised in one go: what is chosen, what it comes to, and how far it is."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from clientele.billing import policy
from clientele.billing.choices import MOST_IN_BATCH
from clientele.billing.models import Batch
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.billing.operations import cancel_batch, issue_batch, resume_batch
from clientele.billing.queries import batches_for, invoices_among, next_of, outlook_of, unfinished_of
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.invoices.listing import read_listing
from clientele.desk.invoices.views.listing import found_by, narrowed_to
from clientele.desk.parameters import read_page, read_parameters
from clientele.kit.paging import page_of
from clientele.ui.http import READS, allow, go_to, show
from clientele.ui.jinja import address

PAGE_SIZE = 50


@page
def batch_list(request: MemberRequest) -> HttpResponse:
    allow(policy.may_edit(request.member))
    batches = page_of(batches_for(request.member), number=_page_number(request), size=PAGE_SIZE)
    return show(request, "desk/invoices/batches/list.html", {"batches": batches})


@action
def batch_new(request: MemberRequest) -> HttpResponse:
    """Asked with nothing but what is chosen, it says what that comes to and asks whether it is meant."""
    allow(policy.may_edit(request.member))
    if request.method in READS:
        return go_to(request, f"{address('invoices:list', request.organization.slug)}?show=draft")
    drafts, seen = _chosen(request), request.POST.get("seen", "")
    sends = request.POST.get("send") == "1"
    outlook = outlook_of(drafts)
    if outlook.count and seen == outlook.digest and not outlook.is_too_long:
        batch = issue_batch(drafts, sends=sends, by=request.member, at=request.now)
        return go_to(request, _url(request, batch))
    context = {
        "outlook": outlook,
        "sends": sends,
        "most": MOST_IN_BATCH,
        "is_changed": bool(seen),
        "given": [(name, ",".join(request.POST.getlist(name))) for name in ("which", "view", "invoice")],
    }
    return show(request, "desk/invoices/batches/new.html", context, status=409 if seen else 200)


@page
def batch_detail(request: MemberRequest, batch: int) -> HttpResponse:
    found = _load(request, batch)
    if request.headers.get("HX-Target", "").endswith("batch_progress") and not found.is_running:
        return go_to(request, _url(request, found))
    rest = page_of(unfinished_of(found), number=_page_number(request), size=PAGE_SIZE)
    context = {"batch": found, "rest": rest, "stopped_at": next_of(found) if found.has_failed else None}
    return show(request, "desk/invoices/batches/detail.html", context)


@action
def batch_cancellation(request: MemberRequest, batch: int) -> HttpResponse:
    found = _load(request, batch)
    if request.method not in READS:
        cancel_batch(found, at=request.now)
        messages.success(request, "The batch is stopped.")
    return go_to(request, _url(request, found))


@action
def batch_resumption(request: MemberRequest, batch: int) -> HttpResponse:
    found = _load(request, batch)
    if request.method not in READS:
        resume_batch(found, by=request.member, at=request.now)
    return go_to(request, _url(request, found))


def _chosen(request: MemberRequest) -> InvoiceQuerySet:
    """The ticked drafts, or all of a view of the list; an unknown one leads nowhere (404)."""
    if request.POST.get("which") == "all":
        listing = read_listing(QueryDict(request.POST.get("view", "")))
        narrowed_to(request, listing)
        return found_by(request, listing).drafts()
    texts = [text for given in request.POST.getlist("invoice") for text in given.split(",") if text]
    if len(texts) > MOST_IN_BATCH or not all(text.isascii() and text.isdecimal() and len(text) < 19 for text in texts):
        raise BadRequest("These drafts could not be read.")
    found = invoices_among(request.member, {int(text) for text in texts})
    if found is None:
        raise Http404
    return found


def _load(request: MemberRequest, pk: int) -> Batch:
    allow(policy.may_edit(request.member))
    found: Batch = get_object_or_404(batches_for(request.member), pk=pk)
    return found


def _url(request: MemberRequest, batch: Batch) -> str:
    return address("invoices:batch_detail", request.organization.slug, batch=batch.pk)


def _page_number(request: MemberRequest) -> int:
    return read_page(read_parameters(request.GET, known=("page",)))
