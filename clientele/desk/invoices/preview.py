"""The sheet of an invoice as its customer has it, or will have it."""

from typing import Any

from clientele.billing.documents.arithmetic import sums_of
from clientele.billing.documents.sheet import sheet_of
from clientele.billing.models import Invoice
from clientele.billing.operations import Preview
from clientele.billing.operations.sealing import paper_from
from clientele.billing.queries import lines_of, paper_of_invoice


def sheet_for(invoice: Invoice) -> dict[str, Any]:
    """Every text of the document: from its paper once it is final, from the draft until then."""
    if not invoice.is_draft:
        return sheet_of(paper_of_invoice(invoice))
    lines = lines_of(invoice)
    return sheet_of(paper_from(invoice, lines, sums_of(lines, invoice.currency), ""))


def sheet_to_be(preview: Preview) -> dict[str, Any]:
    """The sheet of an invoice that is not made yet."""
    return sheet_of(paper_from(preview.invoice, preview.lines, preview.sums, ""))
