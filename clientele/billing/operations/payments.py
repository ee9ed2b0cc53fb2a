from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.billing.models import Invoice, Payment, Refund
from clientele.billing.operations.refusals import lock_finalised
from clientele.billing.operations.standing import moved, settle
from clientele.kit.money import minor_digits, rounded, shown
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.shapes import cleaned
from clientele.trail.operations import record

_FIELDS = ("amount", "method", "reference")


@transaction.atomic
def record_payment(
    invoice: Invoice, *, values: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> Payment:
    """Write down money that came in, at most what is still to pay; without a day, today.

    Raises `payment_exceeds_balance` or `validation_error` (422), `invoice_draft`, `invoice_void`,
    `credit_note_final` or `version_conflict` (409).
    """
    current = lock_finalised(invoice, version)
    told = "A payment is recorded when it has come in."
    tidy = tidy_money(Payment, values, invoice=current, day="paid_on", told=told, at=at)
    if tidy["amount"] > current.balance:
        left = shown(current.balance, current.currency)
        raise Refusal("payment_exceeds_balance", f"{left} is still to pay, and not more.", field="amount")
    payment = Payment(organization=current.organization, invoice=current, recorded_at=at, recorded_by=by, **tidy)
    payment.save()
    with moved(current) as changes:
        current.paid_total += payment.amount
        settle(current, at=at)
    facts = _facts(payment)
    record("billing.payment_recorded", current, by=by, at=at, within=current.customer, changes=changes, **facts)
    return payment


@transaction.atomic
def remove_payment(payment: Payment, *, by: Member, at: datetime, version: int | None = None) -> Invoice:
    """Take back a payment that was recorded by mistake.

    Raises `payment_refunded` where too little is left of what was paid back, or `version_conflict` (409).
    """
    current = lock_finalised(payment.invoice, version)
    present = Payment.objects.get(pk=payment.pk)
    if current.refunded_total and present.amount > current.refund_due:
        back = shown(current.refunded_total, current.currency)
        raise Conflict("payment_refunded", f"{back} of {current.number} was paid back. Remove that refund first.")
    with moved(current) as changes:
        current.paid_total -= present.amount
        settle(current, at=at)
    present.invoice = current
    facts = _facts(present)
    record("billing.payment_removed", current, by=by, at=at, within=current.customer, changes=changes, **facts)
    present.delete()
    return current


def tidy_money(
    model: type[Payment | Refund], values: Mapping[str, Any], *, invoice: Invoice, day: str, told: str, at: datetime
) -> dict[str, Any]:
    """What was written of money that moved, in the invoice's currency; without a day, today.

    Raises `validation_error` (422).
    """
    today = at.astimezone(invoice.organization.zone).date()
    given = {field: values[field] for field in (day, *_FIELDS) if values.get(field) not in (None, "")}
    tidy = cleaned(model, {day: today, "amount": None} | given)
    if tidy[day] > today:
        raise Refusal("validation_error", told, field=day)
    if tidy["amount"] != rounded(tidy["amount"], invoice.currency):
        places = minor_digits(invoice.currency)
        raise Refusal("validation_error", f"{invoice.currency} has {places} places after the point.", field="amount")
    return tidy


def _facts(payment: Payment) -> dict[str, Any]:
    invoice = payment.invoice
    return {
        "version": invoice.version,
        "currency": invoice.currency,
        "amount": shown(payment.amount, invoice.currency),
        "payment": payment.pk,
        "method": payment.method,
        "paid_on": payment.paid_on,
    }
