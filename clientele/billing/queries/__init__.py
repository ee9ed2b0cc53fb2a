"""Questions about invoices."""

from clientele.billing.queries.documents import (
    einvoice_gaps,
    facturx_of_invoice,
    paper_of_invoice,
    pdf_of_invoice,
    ubl_of_invoice,
)
from clientele.billing.queries.listed import (
    SORTS,
    InvoiceFilter,
    credits_of,
    deliveries_of,
    in_order,
    invoice_for,
    invoices_for,
    invoices_of,
    lines_by_invoice,
    lines_of,
    listed_invoices,
    payments_for,
)
from clientele.billing.queries.numbers import numbering_of, series_of
from clientele.billing.queries.owed import (
    AGES,
    Ageing,
    Blocking,
    ageing_by_customer,
    ageing_for,
    ageing_of,
    blocking_invoices,
    gaps_of_billing,
    revenue_by_month,
)
from clientele.billing.queries.taken import lines_of_expenses, lines_of_time
from clientele.billing.queries.work import billable_expenses, billable_time

__all__ = [
    "AGES",
    "SORTS",
    "Ageing",
    "Blocking",
    "InvoiceFilter",
    "ageing_by_customer",
    "ageing_for",
    "ageing_of",
    "billable_expenses",
    "billable_time",
    "blocking_invoices",
    "credits_of",
    "deliveries_of",
    "einvoice_gaps",
    "facturx_of_invoice",
    "gaps_of_billing",
    "in_order",
    "invoice_for",
    "invoices_for",
    "invoices_of",
    "lines_by_invoice",
    "lines_of",
    "lines_of_expenses",
    "lines_of_time",
    "listed_invoices",
    "numbering_of",
    "paper_of_invoice",
    "payments_for",
    "pdf_of_invoice",
    "revenue_by_month",
    "series_of",
    "ubl_of_invoice",
]
