"""The list of invoices as rows of a file."""

from collections.abc import Iterator
from datetime import date

from clientele.billing.models import Invoice
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.kit.money import minor_digits

_BATCH = 500


def invoice_rows(invoices: InvoiceQuerySet, term: str, today: date) -> Iterator[list[str]]:
    """The headings, then a row for each invoice as it is read; `term` is what a customer is called."""
    yield [
        "Number", "Kind", "Status", term, "Project", "Date", "Due", "Currency", "Net", "Tax", "Total", "Paid",
        "Credited", "Outstanding",
    ]  # fmt: skip
    for invoice in invoices.iterator(_BATCH):
        yield _row(invoice, today)


def _row(invoice: Invoice, today: date) -> list[str]:
    amounts = ("subtotal", "tax_total", "total", "paid_total", "credited_total", "balance")
    places = minor_digits(invoice.currency)
    return [
        invoice.number,
        invoice.get_kind_display(),
        invoice.state(today).replace("_", " ").capitalize(),
        invoice.customer.name,
        invoice.project.name if invoice.project else "",
        invoice.issued_on.isoformat(),
        invoice.due_on.isoformat(),
        invoice.currency,
        *(f"{getattr(invoice, name):.{places}f}" for name in amounts),
    ]
