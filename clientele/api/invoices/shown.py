"""Invoices as they are answered, with the same number of queries for one and for two hundred."""

from datetime import datetime
from decimal import Decimal

from clientele.api.invoices.schemas import DeliveryOutput, InvoiceOutput, LineOutput, SnapshotOutput
from clientele.billing.models import Delivery, Invoice, Line
from clientele.billing.queries import lines_by_invoice
from clientele.kit.money import rounded
from clientele.kit.numbers import plain_number


def show_invoices(invoices: list[Invoice], at: datetime) -> list[InvoiceOutput]:
    """The invoices of a page, in its order, as they stand at that moment."""
    lines = lines_by_invoice(invoices)
    return [_shown(invoice, lines[invoice.pk], at) for invoice in invoices]


def show_invoice(invoice: Invoice, at: datetime) -> InvoiceOutput:
    """One invoice."""
    return show_invoices([invoice], at)[0]


def show_delivery(delivery: Delivery) -> DeliveryOutput:
    """One sending."""
    return DeliveryOutput(
        id=delivery.pk,
        invoice=delivery.invoice_id,
        recipient=delivery.recipient,
        status=delivery.status,
        asked_at=delivery.asked_at,
        sent_at=delivery.sent_at,
        problem=delivery.problem,
    )


def money(amount: Decimal, currency: str) -> str:
    """An amount as text, with the places of its currency."""
    return str(rounded(amount, currency))


def _shown(invoice: Invoice, lines: list[Line], at: datetime) -> InvoiceOutput:
    today = at.astimezone(invoice.organization.zone).date()
    sums = ("subtotal", "tax_total", "total", "paid_total", "credited_total", "refunded_total", "balance", "refund_due")
    copied = ("kind", "number", "status", "served_from", "served_to", "payment_terms", "currency", "reference", "note")
    return InvoiceOutput(
        id=invoice.pk,
        version=invoice.version,
        customer=invoice.customer_id,
        project=invoice.project_id,
        credits=invoice.credits_id,
        overdue=invoice.is_overdue(today),
        credited=invoice.is_credited,
        issue_date=invoice.issued_on,
        due_date=invoice.due_on,
        lines=[_line(line, invoice.currency) for line in lines],
        billing=SnapshotOutput.model_validate(invoice.billing),
        sha256=invoice.sha256,
        void_reason=invoice.void_reason,
        created_at=invoice.created_at,
        updated_at=invoice.updated_at,
        finalized_at=invoice.finalized_at,
        **{name: getattr(invoice, name) for name in copied},
        **{name: money(getattr(invoice, name), invoice.currency) for name in sums},
    )


def _line(line: Line, currency: str) -> LineOutput:
    return LineOutput(
        id=line.pk,
        description=line.description,
        detail=line.detail,
        quantity=plain_number(line.quantity),
        unit=line.unit,
        unit_price=plain_number(line.unit_price, least=2),
        discount=plain_number(line.discount),
        tax_category=line.tax_category,
        tax_rate=plain_number(line.tax_rate),
        net=money(line.net, currency),
    )
