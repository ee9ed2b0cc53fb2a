"""The payment code of an invoice: what a banking app scans to fill in a SEPA credit transfer (EPC069-12)."""

from io import BytesIO

from segno import QRCode
from segno.helpers import make_epc_qr

from clientele.billing.choices import InvoiceKind
from clientele.billing.documents.paper import Paper

#: The most characters the code's fields take.
NAME_LENGTH, TEXT_LENGTH = 70, 140


def payment_code_svg(paper: Paper, *, border: int = 4) -> str:
    """The code as an SVG image with a quiet zone of so many modules; empty where nothing is paid by SEPA."""
    code = _payment_code(paper)
    if code is None:
        return ""
    drawn = BytesIO()
    code.save(drawn, kind="svg", border=border, light="#fff", xmldecl=False, omitsize=True, nl=False)
    return drawn.getvalue().decode()


def _payment_code(paper: Paper) -> QRCode | None:
    if paper.kind != InvoiceKind.INVOICE or paper.currency != "EUR" or not paper.bank.iban:
        return None
    try:
        return make_epc_qr(
            name=(paper.bank.holder or paper.seller.name)[:NAME_LENGTH],
            iban=paper.bank.iban.replace(" ", ""),
            amount=paper.total,
            text=paper.number[:TEXT_LENGTH],
            bic=paper.bank.bic.replace(" ", "") or None,
            encoding="utf-8",
        )
    except ValueError:
        return None
