"""The documents of a finalised invoice, drawn from its paper alone."""

from typing import Any

from clientele.billing.documents.facturx import document_of, hybrid_of
from clientele.billing.documents.gaps import gaps_of
from clientele.billing.documents.paper import Paper, paper_of
from clientele.billing.documents.ubl import ubl_of
from clientele.billing.models import Invoice
from clientele.kit.refusals import Conflict


def paper_of_invoice(invoice: Invoice) -> Paper:
    """What a finalised invoice says.

    Raises `invoice_draft` (409).
    """
    if invoice.paper is None:
        raise Conflict("invoice_draft", "This invoice is a draft. Finalise it first.")
    return paper_of(invoice.paper)


def pdf_of_invoice(invoice: Invoice) -> bytes:
    """The printed document, the same bytes each time, with its e-invoice inside where it says enough for one."""
    return document_of(paper_of_invoice(invoice), **_drawn(invoice))


def facturx_of_invoice(invoice: Invoice) -> bytes:
    """The printed document that carries its e-invoice.

    Raises `invoice_draft` (409), `einvoice_incomplete` (422).
    """
    return hybrid_of(paper_of_invoice(invoice), **_drawn(invoice))


def ubl_of_invoice(invoice: Invoice) -> bytes:
    """The e-invoice as UBL.

    Raises `invoice_draft` (409), `einvoice_incomplete` (422).
    """
    return ubl_of(paper_of_invoice(invoice))


def einvoice_gaps(invoice: Invoice) -> list[str]:
    """What a finalised invoice lacks to be an e-invoice, a sentence each."""
    return gaps_of(paper_of_invoice(invoice))


def _drawn(invoice: Invoice) -> dict[str, Any]:
    logo = bytes(invoice.letterhead.content) if invoice.letterhead else None
    return {"logo": logo, "made_at": invoice.finalized_at}
