"""The money of an invoice that goes back to its customer."""

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.billing.operations import record_refund, remove_refund
from clientele.billing.queries import refunds_of
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.invoices.forms import RefundForm
from clientele.desk.invoices.frame import load_editable, today, url_of
from clientele.kit.money import shown
from clientele.ui.http import READS, go_to, posted, refusals_in, show, show_form


@action
def refund_new(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    form = RefundForm(invoice, posted(request), first=today(request))
    if form.is_valid():
        with refusals_in(form):
            version = read_id(request.POST.get("version"))
            back = record_refund(invoice, values=form.values, version=version, by=request.member, at=request.now)
            told = f"{shown(back.amount, invoice.currency)} of {invoice.number} is recorded as paid back."
            messages.success(request, told)
            return go_to(request, url_of(request, invoice))
    return show_form(request, "desk/invoices/refund.html", form, {"invoice": invoice})


@action
def refund_removal(request: MemberRequest, pk: int, refund: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    found = refunds_of(invoice).filter(pk=refund).first()
    if found is None:
        raise Http404
    if request.method in READS:
        return show(request, "desk/invoices/refund_removal.html", {"invoice": invoice, "refund": found})
    version = read_id(request.POST.get("version"))
    remove_refund(found, version=version, by=request.member, at=request.now)
    messages.success(request, "The refund is removed.")
    return go_to(request, url_of(request, invoice))
