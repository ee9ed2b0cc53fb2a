from datetime import datetime

from django.db import transaction

from clientele.accounts.models import Member
from clientele.billing.documents.arithmetic import sums_of
from clientele.billing.models import Invoice, Line
from clientele.billing.operations.refusals import lock_draft
from clientele.billing.operations.sealing import seal
from clientele.billing.operations.standing import moved
from clientele.billing.operations.taking import lock_work
from clientele.customers.operations.refusals import refuse_archived
from clientele.kit.money import shown
from clientele.kit.refusals import Conflict
from clientele.trail.operations import record


@transaction.atomic
def finalise_invoice(invoice: Invoice, *, by: Member, at: datetime, version: int | None = None) -> Invoice:
    """Give a draft the next number and freeze it for ever; its time and expenses become read-only.

    Raises `invoice_finalised`, `invoice_empty`, `invoice_zero`, `work_changed`, `customer_archived`, `number_taken` or
    `version_conflict` (409).
    """
    current = lock_draft(invoice, version)
    refuse_archived(current.customer)
    lines = list(Line.objects.filter(invoice=current).order_by("position"))
    if not lines:
        raise Conflict("invoice_empty", "This invoice has no lines. Add one first.")
    sums = sums_of(lines, current.currency)
    if sums.total <= 0:
        raise Conflict("invoice_zero", "This invoice comes to nothing. Only one with something to pay is finalised.")
    lock_work(current, at=at)
    with moved(current) as changes:
        seal(current, lines, sums, at=at)
    record(
        "billing.invoice_finalised",
        current,
        by=by,
        at=at,
        within=current.customer,
        changes=changes,
        version=current.version,
        currency=current.currency,
        total=shown(current.total, current.currency),
    )
    return current
