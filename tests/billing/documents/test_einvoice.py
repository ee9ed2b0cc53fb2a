from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from clientele.billing.documents.facturx import cii_of
from clientele.billing.documents.ubl import ubl_of
from clientele.kit.refusals import Refusal
from tests.billing.documents.papers import BUYER, CREDIT, EURO, SELLER, line, paper, papers
from tests.billing.documents.standard import faults_of, keeps_schema

SAMPLES = {
    "an invoice": EURO,
    "a credit note": CREDIT,
    "reverse charge": paper(line("Design", "1", "1000", tax_category="reverse_charge")),
    "outside the scope of tax": paper(line("Donation", "1", "50", tax_category="outside")),
    "zero rated": paper(line("Books", "3", "9.99", tax_category="zero")),
    "a negative quantity": paper(line("Design", "10", "80"), line("Returned", "-2", "80")),
    "a negative price": paper(line("Design", "10", "80"), line("Rebate", "1", "-80")),
    "a price finer than a cent": paper(line("Kilometres", "1234.5", "0.125", unit="kilometre")),
    "a currency without small coins": paper(line("設計", "3", "3333", currency="JPY"), currency="JPY"),
    "nothing optional": paper(
        line("Design", "1", "80"),
        seller=replace(SELLER, line1="", city="", postal_code="", email="", phone="", registration_number=""),
        buyer=replace(BUYER, line1="", line2="", city="", postal_code="", email="", tax_number="", account_number=""),
        terms="", project="", reference="", footer="",
    ),
    "a seller without a VAT number": paper(
        line("Design", "1", "80"), seller=replace(SELLER, tax_number="22/815/0815/4")
    ),
}  # fmt: skip


@pytest.mark.parametrize("written", [cii_of, ubl_of])
@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_the_standards_own_rules_find_no_fault(written, sample):
    assert faults_of(written(sample)) == []


def test_the_standards_own_rules_are_asked_in_earnest():
    wrong = cii_of(EURO).replace(f">{EURO.total}<".encode(), b">1.00<")
    assert any("BR-CO-15" in fault for fault in faults_of(wrong))
    wrong = ubl_of(EURO).replace(f">{EURO.total}<".encode(), b">1.00<")
    assert any("BR-CO-15" in fault for fault in faults_of(wrong))


@settings(max_examples=25, deadline=None)
@given(papers())
def test_no_paper_that_is_complete_breaks_the_standards_rules(made):
    assert faults_of(cii_of(made)) == []
    assert faults_of(ubl_of(made)) == []


@settings(max_examples=100, deadline=None)
@given(papers())
def test_both_syntaxes_say_the_sums_of_the_paper(made):
    for xml in (cii_of(made), ubl_of(made)):
        keeps_schema(xml)
        told = _Sums(xml)
        assert (told.lines, told.net, told.tax, told.total, told.due) == (
            made.subtotal,
            made.subtotal,
            made.tax_total,
            made.total,
            made.total,
        )
        assert told.nets == [one.net for one in made.lines]
        assert told.groups == [(one.base, one.tax) for one in made.groups]


@given(papers(currencies=("KWD", "BHD")))
def test_a_currency_with_three_places_gets_no_einvoice(made):
    with pytest.raises(Refusal, match="has more: send the PDF alone"):
        cii_of(made)
    with pytest.raises(Refusal, match="has more: send the PDF alone"):
        ubl_of(made)


@given(st.text(max_size=50))
def test_any_text_can_be_written(text):
    made = paper(line(f"Design {text}", "1", "80"), note=text)
    keeps_schema(cii_of(made))
    keeps_schema(ubl_of(made))


@pytest.mark.parametrize("country", ["XK", "IC", "GB", "GR"])
def test_a_country_is_written_as_the_standard_lists_it(country):
    made = replace(EURO, buyer=replace(BUYER, country=country))
    assert faults_of(cii_of(made)) == []
    assert faults_of(ubl_of(made)) == []


def test_nothing_empty_is_written():
    for sample in SAMPLES.values():
        assert [one.tag for one in etree.fromstring(ubl_of(sample)).iter() if not len(one) and not one.text] == []


def test_a_credit_note_names_the_invoice_it_takes_back():
    assert b"<ram:IssuerAssignedID>RE-2026-0042</ram:IssuerAssignedID>" in cii_of(CREDIT)
    assert b"<ram:TypeCode>381</ram:TypeCode>" in cii_of(CREDIT)
    ubl = ubl_of(CREDIT)
    assert b"</CreditNote>" in ubl
    assert b"<cbc:ID>RE-2026-0042</cbc:ID>" in ubl


def test_peppol_is_claimed_only_where_its_facts_are_known():
    assert b"urn:fdc:peppol.eu:2017:poacc:billing:3.0<" in ubl_of(EURO)
    for less in (
        replace(EURO, reference=""),
        replace(EURO, buyer=replace(BUYER, email="")),
        replace(EURO, seller=replace(SELLER, email="")),
    ):
        assert b"peppol" not in ubl_of(less)


def test_outside_the_scope_of_tax_nobody_is_named_by_a_vat_number():
    xml = cii_of(SAMPLES["outside the scope of tax"])
    assert b"DE123456789" not in xml
    assert b"DK12345678" not in xml


class _Sums:
    """The amounts that an e-invoice says, in either syntax."""

    def __init__(self, xml: bytes) -> None:
        self.root = etree.fromstring(xml)
        is_cii = etree.QName(self.root).localname == "CrossIndustryInvoice"
        names = _CII if is_cii else _UBL
        self.lines, self.net, self.tax, self.total, self.due = (self._all(path)[0] for path in names["sums"])
        self.nets = self._all(names["nets"])
        self.groups = list(zip(*map(self._all, names["groups"]), strict=True))

    def _all(self, path: str) -> list[Decimal]:
        return [Decimal(one.text) for one in self.root.iterfind(path, _SPACES)]


_SPACES = {
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_SUMS = ".//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
_CII = {
    "sums": [
        f"{_SUMS}{name}"
        for name in ("LineTotalAmount", "TaxBasisTotalAmount", "TaxTotalAmount", "GrandTotalAmount", "DuePayableAmount")
    ],
    "nets": ".//ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
    "groups": [
        f".//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax/ram:{name}"
        for name in ("BasisAmount", "CalculatedAmount")
    ],
}
_UBL = {
    "sums": [
        "./cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
        "./cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
        "./cac:TaxTotal/cbc:TaxAmount",
        "./cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
        "./cac:LegalMonetaryTotal/cbc:PayableAmount",
    ],
    "nets": "./*[cac:Item]/cbc:LineExtensionAmount",
    "groups": [f"./cac:TaxTotal/cac:TaxSubtotal/cbc:{name}" for name in ("TaxableAmount", "TaxAmount")],
}
