"""Sending an invoice, and the money that comes in for it."""

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.billing.operations import record_payment, remove_payment, send_invoice
from clientele.billing.queries import payments_of
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.invoices.forms import PaymentForm, SendingForm
from clientele.desk.invoices.frame import load_editable, today, url_of
from clientele.kit.money import shown
from clientele.ui.http import READS, go_to, posted, refusals_in, show, show_form


@action
def invoice_sending(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    form = SendingForm(posted(request), initial={"recipient": invoice.billing["buyer"]["email"]})
    if form.is_valid():
        with refusals_in(form):
            recipient = form.cleaned_data["recipient"]
            delivery = send_invoice(invoice, recipient=recipient, by=request.member, at=request.now)
            messages.success(request, f"{invoice.number} goes to {delivery.recipient}.")
            return go_to(request, url_of(request, invoice))
    return show_form(request, "desk/invoices/sending.html", form, {"invoice": invoice})


@action
def payment_new(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    form = PaymentForm(invoice, posted(request), first=today(request))
    if form.is_valid():
        with refusals_in(form):
            version = read_id(request.POST.get("version"))
            paid = record_payment(invoice, values=form.values, version=version, by=request.member, at=request.now)
            messages.success(request, f"{shown(paid.amount, invoice.currency)} is recorded for {invoice.number}.")
            return go_to(request, url_of(request, invoice))
    return show_form(request, "desk/invoices/payment.html", form, {"invoice": invoice})


@action
def payment_removal(request: MemberRequest, pk: int, payment: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    found = payments_of(invoice).filter(pk=payment).first()
    if found is None:
        raise Http404
    if request.method in READS:
        return show(request, "desk/invoices/payment_removal.html", {"invoice": invoice, "payment": found})
    version = read_id(request.POST.get("version"))
    remove_payment(found, version=version, by=request.member, at=request.now)
    messages.success(request, "The payment is removed.")
    return go_to(request, url_of(request, invoice))
