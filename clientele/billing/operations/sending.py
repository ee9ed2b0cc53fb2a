"""Sending an invoice by e-mail with its PDF; each sending is remembered."""

from datetime import datetime
from functools import partial
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from clientele.accounts.models import Member
from clientele.background.operations import inside_organization
from clientele.billing.choices import DeliveryStatus, InvoiceStatus
from clientele.billing.documents.mail import file_name_of, html_of, letter_of, text_of
from clientele.billing.models import Delivery, Invoice
from clientele.billing.operations.refusals import lock_invoice
from clientele.billing.queries.documents import paper_of_invoice, pdf_of_invoice
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.shapes import cleaned
from clientele.trail.operations import record

_PASSING = (SMTPException, OSError)


@transaction.atomic
def send_invoice(invoice: Invoice, *, by: Member, at: datetime, recipient: str = "") -> Delivery:
    """Have an invoice or a credit note e-mailed, to its buyer's address where no other is given.

    Raises `invoice_draft` or `invoice_void` (409), `recipient_missing` or `validation_error` (422).
    """
    current = lock_invoice(invoice)
    if current.is_draft:
        raise Conflict("invoice_draft", "This invoice is a draft. Finalise it first.")
    if current.status == InvoiceStatus.VOID:
        raise Conflict("invoice_void", f"{current.number} is void and is not sent.")
    wanted = recipient.strip() or current.billing["buyer"]["email"]
    if not wanted:
        raise Refusal("recipient_missing", f"{current.customer.name} has no billing email.", field="recipient")
    tidy = cleaned(Delivery, {"recipient": wanted})
    delivery = Delivery(organization=current.organization, invoice=current, asked_at=at, asked_by=by, **tidy)
    delivery.save()
    record("billing.invoice_sent", current, by=by, at=at, within=current.customer, recipient=delivery.recipient)
    _enqueue(delivery)
    return delivery


@transaction.atomic
def send_again(delivery: Delivery, *, by: Member, at: datetime) -> Delivery:
    """Try a sending that failed once more.

    Raises `delivery_not_failed` (409).
    """
    current: Delivery = (
        Delivery.objects.select_for_update(of=("self",)).select_related("invoice__customer").get(pk=delivery.pk)
    )
    if current.status != DeliveryStatus.FAILED:
        raise Conflict("delivery_not_failed", "This is on its way or sent already.")
    current.status, current.problem, current.asked_at, current.asked_by = DeliveryStatus.WAITING, "", at, by
    current.save()
    record(
        "billing.invoice_sent",
        current.invoice,
        by=by,
        at=at,
        within=current.invoice.customer,
        recipient=current.recipient,
    )
    _enqueue(current)
    return current


@task(retry_on=_PASSING, attempts=6)
def deliver_invoice(organization_id: int, delivery_id: int) -> None:
    """Hand the mail over; what fails is remembered and tried again, what was sent is not sent twice."""
    with inside_organization(organization_id):
        delivery = Delivery.objects.select_related("invoice__customer").get(pk=delivery_id)
        if delivery.status == DeliveryStatus.SENT:
            return
        try:
            _mail(delivery)
        except _PASSING as error:
            _note_failure(delivery, error)
            raise
        _note_success(delivery)


def _enqueue(delivery: Delivery) -> None:
    transaction.on_commit(partial(deliver_invoice.enqueue, delivery.organization_id, delivery.pk))


def _mail(delivery: Delivery) -> None:
    invoice = delivery.invoice
    paper = paper_of_invoice(invoice)
    letter = letter_of(paper, invoice.balance)
    message = EmailMultiAlternatives(
        letter.subject,
        text_of(letter),
        to=[delivery.recipient],
        reply_to=[paper.seller.email] if paper.seller.email else None,
        attachments=[(file_name_of(paper), pdf_of_invoice(invoice), "application/pdf")],
    )
    message.attach_alternative(html_of(letter), "text/html")
    message.send()


@transaction.atomic
def _note_success(delivery: Delivery) -> None:
    now = timezone.now()
    delivery.status, delivery.sent_at, delivery.problem = DeliveryStatus.SENT, now, ""
    delivery.save()
    invoice = delivery.invoice
    record("billing.delivery_made", invoice, by=None, at=now, within=invoice.customer, recipient=delivery.recipient)


@transaction.atomic
def _note_failure(delivery: Delivery, error: Exception) -> None:
    if delivery.status == DeliveryStatus.FAILED:
        return
    delivery.status, delivery.problem = DeliveryStatus.FAILED, " ".join(str(error).split())[:300] or "No mail server."
    delivery.save()
    invoice = delivery.invoice
    facts: dict[str, Any] = {"recipient": delivery.recipient, "problem": delivery.problem}
    record("billing.delivery_failed", invoice, by=None, at=timezone.now(), within=invoice.customer, **facts)
