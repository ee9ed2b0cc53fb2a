"""What the operations on invoices share: what is locked first, and what is refused."""

from clientele.billing.choices import InvoiceStatus
from clientele.billing.models import Invoice
from clientele.kit.locking import locked
from clientele.kit.refusals import Conflict


def lock_invoice(invoice: Invoice, version: int | None = None) -> Invoice:
    """The invoice as it is now, locked until the transaction ends.

    Raises `version_conflict` (409).
    """
    rows = Invoice.objects.select_for_update(of=("self",)).select_related("customer", "project", "organization")
    current: Invoice = locked(rows, invoice.pk)
    if version is not None and version != current.version:
        raise Conflict("version_conflict", f"{named(current)} was changed by someone else.", current=current)
    return current


def lock_draft(invoice: Invoice, version: int | None = None) -> Invoice:
    """A draft as it is now, locked.

    Raises `invoice_finalised` or `version_conflict` (409).
    """
    current = lock_invoice(invoice, version)
    if not current.is_draft:
        raise Conflict(
            "invoice_finalised", f"{current.number} is finalised and never changes. Credit or void it instead."
        )
    return current


def lock_finalised(invoice: Invoice, version: int | None = None) -> Invoice:
    """A finalised invoice as it is now, locked, that is neither void nor a credit note.

    Raises `invoice_draft`, `invoice_void`, `credit_note_final` or `version_conflict` (409).
    """
    current = lock_invoice(invoice, version)
    if current.is_draft:
        raise Conflict("invoice_draft", "This invoice is a draft. Finalise it first.")
    if current.is_credit_note:
        raise Conflict("credit_note_final", f"{current.number} is a credit note and stays as it is.")
    if current.status == InvoiceStatus.VOID:
        raise Conflict("invoice_void", f"{current.number} is void and stays as it is.")
    return current


def named(invoice: Invoice) -> str:
    """How a sentence begins with it."""
    return invoice.number or "This draft"
