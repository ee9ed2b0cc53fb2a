"""The e-invoice as UBL 2.1, by the rules of Peppol BIS Billing 3 where the document says what these need."""

from typing import Any

from clientele.billing.documents.en16931 import terms_of, writer
from clientele.billing.documents.paper import Paper

STANDARD = b"<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>"
PEPPOL = STANDARD.replace(b":2017<", b":2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0<")
PEPPOL_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
#: Optional in UBL, and named by neither standard.
VERSION = b"<cbc:UBLVersionID>2.1</cbc:UBLVersionID>"


def ubl_of(paper: Paper) -> bytes:
    """The Invoice or CreditNote as XML. Raises `einvoice_incomplete`."""
    terms = terms_of(paper)
    if not _is_for_peppol(terms):
        return _written(terms)
    return _written({**terms, "BT-23": PEPPOL_PROCESS}).replace(STANDARD, PEPPOL, 1)


def _is_for_peppol(terms: dict[str, Any]) -> bool:
    """Both ends have an electronic address, and the buyer's reference is known."""
    return bool(terms["BG-4"].get("einvoicing_addr") and terms["BG-7"].get("einvoicing_addr") and terms.get("BT-10"))


def _written(terms: dict[str, Any]) -> bytes:
    xml: bytes = writer().generate_ubl_xml(terms, level="en16931", check_xsd=False, check_schematron=None)
    return xml.replace(b"  " + VERSION + b"\n", b"", 1)
