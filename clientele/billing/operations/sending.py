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
from clientele.background.choices import GaveUp
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
_DOUBT = "The program ended while it was handed over. Ask whether it arrived, or send it again."


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
    """Try a sending that failed, or of which nobody knows, once more.

    Raises `delivery_not_failed` (409).
    """
    current: Delivery = (
        Delivery.objects.select_for_update(of=("self",)).select_related("invoice__customer").get(pk=delivery.pk)
    )
    if current.status not in {DeliveryStatus.FAILED, DeliveryStatus.UNCLEAR}:
        raise Conflict("delivery_not_failed", "This is on its way or sent already.")
    current.status, current.problem, current.asked_at, current.asked_by = DeliveryStatus.WAITING, "", at, by
    current.handed_at = None
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


def _stop_trying(why: GaveUp, organization_id: int, delivery_id: int) -> None:
    """What is not handed over by now is said not to be, or not to be known."""
    with inside_organization(organization_id):
        delivery = _of(delivery_id)
        if delivery.status == DeliveryStatus.WAITING and delivery.handed_at:
            _note_doubt(delivery)
        elif delivery.status == DeliveryStatus.WAITING:
            _note_failure(delivery, "The mail could not be made. The log of the program says why.")


@task(retry_on=_PASSING, attempts=6, given_up=_stop_trying)
def deliver_invoice(organization_id: int, delivery_id: int) -> None:
    """Hand the mail over; what fails is remembered and tried again, what was sent is not sent twice.

    Where the program ended between handing over and noting it, nobody knows whether it went out: it is not sent again
    by itself, and that is said.
    """
    with inside_organization(organization_id):
        delivery = _of(delivery_id)
        if delivery.status in {DeliveryStatus.SENT, DeliveryStatus.UNCLEAR}:
            return
        if delivery.handed_at:
            _note_doubt(delivery)
            return
        message = _message(delivery)
        if not _begin(delivery):
            return
        try:
            message.send()
        except _PASSING as error:
            _note_failure(delivery, str(error))
            raise
        _note_success(delivery)


def _of(delivery_id: int) -> Delivery:
    delivery: Delivery = Delivery.objects.select_related("invoice__customer").get(pk=delivery_id)
    return delivery


def _begin(delivery: Delivery) -> bool:
    """Note that it is being handed over now; False where another worker was quicker."""
    delivery.handed_at = timezone.now()
    mine = Delivery.objects.filter(pk=delivery.pk, handed_at=None).exclude(status=DeliveryStatus.SENT)
    return bool(mine.update(handed_at=delivery.handed_at))


def _enqueue(delivery: Delivery) -> None:
    transaction.on_commit(partial(deliver_invoice.enqueue, delivery.organization_id, delivery.pk))


def _message(delivery: Delivery) -> EmailMultiAlternatives:
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
    return message


@transaction.atomic
def _note_success(delivery: Delivery) -> None:
    now = timezone.now()
    delivery.status, delivery.sent_at, delivery.problem = DeliveryStatus.SENT, now, ""
    delivery.save()
    invoice = delivery.invoice
    record("billing.delivery_made", invoice, by=None, at=now, within=invoice.customer, recipient=delivery.recipient)


@transaction.atomic
def _note_doubt(delivery: Delivery) -> None:
    delivery.status, delivery.problem = DeliveryStatus.UNCLEAR, _DOUBT
    delivery.save()
    invoice, now = delivery.invoice, timezone.now()
    record("billing.delivery_unclear", invoice, by=None, at=now, within=invoice.customer, recipient=delivery.recipient)


@transaction.atomic
def _note_failure(delivery: Delivery, problem: str) -> None:
    was_failed = delivery.status == DeliveryStatus.FAILED
    delivery.status, delivery.handed_at = DeliveryStatus.FAILED, None
    delivery.problem = " ".join(problem.split())[:300] or "No mail server."
    delivery.save()
    if was_failed:
        return
    invoice = delivery.invoice
    facts: dict[str, Any] = {"recipient": delivery.recipient, "problem": delivery.problem}
    record("billing.delivery_failed", invoice, by=None, at=timezone.now(), within=invoice.customer, **facts)
