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
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, go_to, refuse, show


@action
def invoice_sending(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    form, status = SendingForm(initial={"recipient": invoice.billing["buyer"]["email"]}), 200
    if request.method not in READS:
        form, status = SendingForm(request.POST), 422
        if form.is_valid():
            try:
                recipient = form.cleaned_data["recipient"]
                delivery = send_invoice(invoice, recipient=recipient, by=request.member, at=request.now)
            except Refusal as refusal:
                status = refusal.status
                refuse(form, refusal)
            else:
                messages.success(request, f"{invoice.number} goes to {delivery.recipient}.")
                return go_to(request, url_of(request, invoice))
    return show(request, "desk/invoices/sending.html", {"invoice": invoice, "form": form}, status=status)


@action
def payment_new(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    form, status = PaymentForm(invoice, first=today(request)), 200
    if request.method not in READS:
        form, status = PaymentForm(invoice, request.POST), 422
        if form.is_valid():
            try:
                version = read_id(request.POST.get("version"))
                paid = record_payment(invoice, values=form.values, version=version, by=request.member, at=request.now)
            except Refusal as refusal:
                status = refusal.status
                refuse(form, refusal)
            else:
                messages.success(request, f"{shown(paid.amount, invoice.currency)} is recorded for {invoice.number}.")
                return go_to(request, url_of(request, invoice))
    return show(request, "desk/invoices/payment.html", {"invoice": invoice, "form": form}, status=status)


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
