from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.billing.models import Invoice, Payment
from clientele.billing.operations.refusals import lock_finalised
from clientele.billing.operations.standing import moved, settle
from clientele.kit.money import minor_digits, rounded, shown
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned
from clientele.trail.operations import record

_FIELDS = ("paid_on", "amount", "method", "reference")


@transaction.atomic
def record_payment(
    invoice: Invoice, *, values: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> Payment:
    """Write down money that came in, at most what is still to pay; without a day, today.

    Raises `payment_exceeds_balance` or `validation_error` (422), `invoice_draft`, `invoice_void`,
    `credit_note_final` or `version_conflict` (409).
    """
    current = lock_finalised(invoice, version)
    today = at.astimezone(current.organization.zone).date()
    given = {field: values[field] for field in _FIELDS if values.get(field) not in (None, "")}
    tidy = cleaned(Payment, {"paid_on": today, "amount": None} | given)
    if tidy["paid_on"] > today:
        raise Refusal("validation_error", "A payment is recorded when it has come in.", field="paid_on")
    if tidy["amount"] != rounded(tidy["amount"], current.currency):
        places = minor_digits(current.currency)
        raise Refusal("validation_error", f"{current.currency} has {places} places after the point.", field="amount")
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

    Raises `version_conflict` (409).
    """
    current = lock_finalised(payment.invoice, version)
    present = Payment.objects.get(pk=payment.pk)
    with moved(current) as changes:
        current.paid_total -= present.amount
        settle(current, at=at)
    present.invoice = current
    facts = _facts(present)
    record("billing.payment_removed", current, by=by, at=at, within=current.customer, changes=changes, **facts)
    present.delete()
    return current


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
