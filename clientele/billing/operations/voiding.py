from datetime import datetime
from decimal import Decimal

from django.db import transaction

from clientele.accounts.models import Member
from clientele.billing.choices import InvoiceStatus
from clientele.billing.models import Invoice
from clientele.billing.operations.refusals import lock_finalised
from clientele.billing.operations.standing import moved, save_standing
from clientele.billing.operations.taking import release_work
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.shapes import cleaned
from clientele.trail.operations import record


@transaction.atomic
def void_invoice(invoice: Invoice, *, reason: str, by: Member, at: datetime, version: int | None = None) -> Invoice:
    """Say that an invoice is not to be paid: it keeps number and document, and its time can be billed again.

    Raises `validation_error` (422) without a reason; `invoice_paid` or `invoice_credited`, `invoice_draft`,
    `invoice_void`, `credit_note_final` or `version_conflict` (409).
    """
    current = lock_finalised(invoice, version)
    tidy = cleaned(Invoice, {"void_reason": reason})["void_reason"]
    if not tidy:
        raise Refusal("validation_error", "Say why it is void.", field="reason")
    if current.paid_total:
        raise Conflict("invoice_paid", f"Money came in for {current.number}. Credit it instead.")
    if current.credited_total:
        raise Conflict("invoice_credited", f"{current.number} is credited in part. Credit the rest instead.")
    with moved(current) as changes:
        current.status, current.balance = InvoiceStatus.VOID, Decimal(0)
        current.voided_at, current.void_reason = at, tidy
        save_standing(current, at=at)
    release_work(current, at=at)
    facts = {"version": current.version, "currency": current.currency, "reason": tidy}
    record("billing.invoice_voided", current, by=by, at=at, within=current.customer, changes=changes, **facts)
    return current
