"""The fixed words of billing."""

from django.db import models


class InvoiceKind(models.TextChoices):
    """An invoice, or what takes one back."""

    INVOICE = "invoice", "Invoice"
    CREDIT_NOTE = "credit_note", "Credit note"


class InvoiceStatus(models.TextChoices):
    """What is stored; overdue is derived from the due day and the balance.

    A draft has no number and can be changed or deleted; everything else is frozen but for payments and voiding.
    """

    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent"
    PARTIALLY_PAID = "partially_paid", "Partially paid"
    PAID = "paid", "Paid"
    VOID = "void", "Void"


#: What counts as invoiced: finalised, and not void.
FINAL = (InvoiceStatus.SENT, InvoiceStatus.PARTIALLY_PAID, InvoiceStatus.PAID)
#: Where something is still to pay, and nowhere else: the database keeps that.
OUTSTANDING = (InvoiceStatus.SENT, InvoiceStatus.PARTIALLY_PAID)


class Unit(models.TextChoices):
    """What a quantity counts; UN/ECE Recommendation 20 codes stand in `UNIT_CODES`."""

    PIECE = "piece", "Piece"
    HOUR = "hour", "Hour"
    DAY = "day", "Day"
    MONTH = "month", "Month"
    KILOMETRE = "kilometre", "Kilometre"
    LUMP_SUM = "lump_sum", "Lump sum"


UNIT_CODES = {
    Unit.PIECE: "C62",
    Unit.HOUR: "HUR",
    Unit.DAY: "DAY",
    Unit.MONTH: "MON",
    Unit.KILOMETRE: "KMT",
    Unit.LUMP_SUM: "LS",
}


class TaxCategory(models.TextChoices):
    """Why tax is charged at a rate, or is not; UNCL 5305 codes stand in `TAX_CODES`."""

    STANDARD = "standard", "Standard"
    ZERO = "zero", "Zero rated"
    EXEMPT = "exempt", "Exempt"
    REVERSE_CHARGE = "reverse_charge", "Reverse charge"
    OUTSIDE = "outside", "Outside scope"


TAX_CODES = {
    TaxCategory.STANDARD: "S",
    TaxCategory.ZERO: "Z",
    TaxCategory.EXEMPT: "E",
    TaxCategory.REVERSE_CHARGE: "AE",
    TaxCategory.OUTSIDE: "O",
}

#: What a document says where no tax is charged.
EXEMPTION_REASONS = {
    TaxCategory.EXEMPT: "Exempt from tax",
    TaxCategory.REVERSE_CHARGE: "Reverse charge: the buyer accounts for the tax",
    TaxCategory.OUTSIDE: "Outside the scope of tax",
}


class PaymentMethod(models.TextChoices):
    """How money came in."""

    BANK_TRANSFER = "bank_transfer", "Bank transfer"
    CARD = "card", "Card"
    CASH = "cash", "Cash"
    CHEQUE = "cheque", "Cheque"
    DIRECT_DEBIT = "direct_debit", "Direct debit"
    OTHER = "other", "Other"


class DeliveryStatus(models.TextChoices):
    """How far an e-mail came."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    UNCLEAR = "unclear", "Perhaps sent"


class BatchStatus(models.TextChoices):
    """Where a batch stands."""

    RUNNING = "running", "Running"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Stopped"
    FAILED = "failed", "Failed"


class BatchOutcome(models.TextChoices):
    """What became of one draft of a batch."""

    WAITING = "waiting", "Waiting"
    FINALISED = "finalised", "Finalised"
    SENT = "sent", "Finalised and sent"
    REFUSED = "refused", "Left out"


#: So many drafts are finalised in one go.
MOST_IN_BATCH = 5_000

SENTENCES = {
    "billing.invoice_created": "{author} drafted an invoice",
    "billing.invoice_updated": "{author} changed {fields} of the invoice {subject}",
    "billing.billing_refreshed": "{author} refreshed the billing details of the invoice {subject}",
    "billing.invoice_deleted": "{author} deleted a draft invoice",
    "billing.invoice_finalised": "{author} finalised the invoice {subject} over {total}",
    "billing.invoice_sent": "{author} sent {subject} to {recipient}",
    "billing.delivery_made": "{subject} went out to {recipient}",
    "billing.delivery_failed": "{subject} could not be sent to {recipient}: {problem}",
    "billing.delivery_unclear": "Whether {subject} went out to {recipient} is not known",
    "billing.payment_recorded": "{author} recorded a payment of {amount} for {subject}",
    "billing.payment_removed": "{author} removed a payment of {amount} for {subject}",
    "billing.refund_recorded": "{author} recorded a refund of {amount} for {subject}",
    "billing.refund_removed": "{author} removed a refund of {amount} for {subject}",
    "billing.invoice_voided": "{author} voided {subject}: {reason}",
    "billing.invoice_credited": "{author} credited {subject} with {note}",
    "billing.invoice_moved": "{author} moved the invoice {subject} from {source} to {target}",
    "billing.batch_finished": "{author} finalised {finalised} of {total:draft} in one go and sent {sent}",
    "billing.batch_resumed": "{author} went on finalising {left:draft} in one go",
    "billing.numbering_changed": "{author} changed how invoices are numbered",
}

#: Every column of a draft that a person may write.
WRITABLE_FIELDS = (
    "project",
    "currency",
    "issued_on",
    "payment_terms",
    "served_from",
    "served_to",
    "reference",
    "note",
)

FIELD_WORDS = {
    "project": "project",
    "issued_on": "invoice date",
    "due_on": "due date",
    "served_from": "start of service",
    "served_to": "end of service",
    "reference": "reference",
    "note": "note",
    "lines": "lines",
}
