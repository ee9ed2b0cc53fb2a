"""The sheet of an invoice as its customer has it, or will have it."""

from typing import Any

from clientele.accounts.models import Organization
from clientele.billing.documents.arithmetic import sums_of
from clientele.billing.documents.sheet import sheet_of
from clientele.billing.models import Invoice
from clientele.billing.operations import Preview
from clientele.billing.operations.sealing import paper_from
from clientele.billing.queries import lines_of, paper_of_invoice
from clientele.ui.jinja import address


def sheet_for(invoice: Invoice) -> dict[str, Any]:
    """Every text of the document: from its paper once it is final, from the draft until then."""
    if not invoice.is_draft:
        return sheet_of(paper_of_invoice(invoice))
    lines = lines_of(invoice)
    return sheet_of(paper_from(invoice, lines, sums_of(lines, invoice.currency), ""))


def logo_for(organization: Organization, invoice: Invoice) -> str:
    """Where the logo of the document is served: today's for a draft, and the one it was finalised with after that."""
    if invoice.is_draft:
        return organization.logo_url
    return address("invoices:logo", organization.slug, pk=invoice.pk) if invoice.letterhead_id else ""


def sheet_to_be(preview: Preview) -> dict[str, Any]:
    """The sheet of an invoice that is not made yet."""
    return sheet_of(paper_from(preview.invoice, preview.lines, preview.sums, ""))
