from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.billing.models import Invoice, Refund
from clientele.billing.operations.payments import tidy_money
from clientele.billing.operations.refusals import lock_finalised
from clientele.billing.operations.standing import moved, save_standing
from clientele.kit.money import shown
from clientele.kit.refusals import Refusal
from clientele.trail.operations import record


@transaction.atomic
def record_refund(
    invoice: Invoice, *, values: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> Refund:
    """Write down money that went back to the customer, at most what is owed to them; without a day, today.

    Raises `refund_exceeds_due` or `validation_error` (422), `invoice_draft`, `invoice_void`, `credit_note_final` or
    `version_conflict` (409).
    """
    current = lock_finalised(invoice, version)
    told = "A refund is recorded when it has been paid."
    tidy = tidy_money(Refund, values, invoice=current, day="refunded_on", told=told, at=at)
    if tidy["amount"] > current.refund_due:
        due = shown(current.refund_due, current.currency)
        called = by.organization.words.one_lower
        raise Refusal("refund_exceeds_due", f"{due} is owed to the {called}, and not more.", field="amount")
    refund = Refund(organization=current.organization, invoice=current, recorded_at=at, recorded_by=by, **tidy)
    refund.save()
    with moved(current) as changes:
        current.refunded_total += refund.amount
        save_standing(current, at=at)
    facts = _facts(refund)
    record("billing.refund_recorded", current, by=by, at=at, within=current.customer, changes=changes, **facts)
    return refund


@transaction.atomic
def remove_refund(refund: Refund, *, by: Member, at: datetime, version: int | None = None) -> Invoice:
    """Take back a refund that was recorded by mistake.

    Raises `version_conflict` (409).
    """
    current = lock_finalised(refund.invoice, version)
    present = Refund.objects.get(pk=refund.pk)
    with moved(current) as changes:
        current.refunded_total -= present.amount
        save_standing(current, at=at)
    present.invoice = current
    facts = _facts(present)
    record("billing.refund_removed", current, by=by, at=at, within=current.customer, changes=changes, **facts)
    present.delete()
    return current


def _facts(refund: Refund) -> dict[str, Any]:
    invoice = refund.invoice
    return {
        "version": invoice.version,
        "currency": invoice.currency,
        "amount": shown(refund.amount, invoice.currency),
        "refund": refund.pk,
        "method": refund.method,
        "refunded_on": refund.refunded_on,
    }
