"""The hybrid: a PDF for people that carries the same invoice as data for programs (Factur-X, ZUGFeRD 2)."""

from datetime import datetime

from clientele.billing.documents.en16931 import terms_of, writer
from clientele.billing.documents.gaps import gaps_of
from clientele.billing.documents.metadata import with_metadata
from clientele.billing.documents.paper import Paper
from clientele.billing.documents.pdf import pdf_of, typeset

#: How the library writes that nothing is said of the delivery, which the schema does not take.
NO_DELIVERY = b'<ram:ApplicableHeaderTradeDelivery xsi:nil="true"/>'


def document_of(paper: Paper, *, logo: bytes | None = None, made_at: datetime) -> bytes:
    """What is sent: the hybrid where the document says all that one needs, otherwise the PDF alone."""
    if gaps_of(paper):
        return pdf_of(paper, logo=logo, made_at=made_at)
    return hybrid_of(paper, logo=logo, made_at=made_at)


def hybrid_of(paper: Paper, *, logo: bytes | None = None, made_at: datetime) -> bytes:
    """The PDF with its e-invoice inside, in the profile EN 16931. Raises `einvoice_incomplete`."""
    return with_metadata(typeset(paper, logo=logo, made_at=made_at, attached=cii_of(paper)))


def cii_of(paper: Paper) -> bytes:
    """The e-invoice as Cross Industry Invoice XML. Raises `einvoice_incomplete`."""
    terms = terms_of(paper)
    xml: bytes = writer().generate_cii_xml(terms, level="en16931", check_xsd=False, check_schematron=None)
    return xml.replace(NO_DELIVERY, NO_DELIVERY.replace(b' xsi:nil="true"', b""), 1)
