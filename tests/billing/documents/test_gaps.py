from dataclasses import replace
from decimal import Decimal

import pytest

from clientele.billing.documents.facturx import cii_of
from clientele.billing.documents.gaps import gaps_of
from clientele.billing.documents.ubl import ubl_of
from clientele.kit.refusals import Refusal
from tests.billing.documents.papers import BUYER, EURO, SELLER, line, paper

REVERSED = line("Design", "1", "80", tax_category="reverse_charge")


def test_a_complete_paper_has_no_gaps():
    assert gaps_of(EURO) == []


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (replace(EURO, seller=replace(SELLER, name="")), "Add your firm's name under Settings > Billing."),
        (replace(EURO, seller=replace(SELLER, country="")), "Add your country under Settings > Billing."),
        (replace(EURO, seller=replace(SELLER, tax_number="")), "Add your VAT number under Settings > Billing."),
        (
            replace(EURO, seller=replace(SELLER, tax_number="22/815/0815/4", registration_number="")),
            (
                "Add your registration number under Settings > Billing, "
                "or your VAT number with the letters of its country."
            ),
        ),
        (replace(EURO, buyer=replace(BUYER, name="")), "Add the customer's billing name."),
        (
            replace(EURO, buyer=replace(BUYER, country="")),
            "Add the country of Ångström & Søn A/S to the billing details.",
        ),
        (
            paper(REVERSED, buyer=replace(BUYER, tax_number="12345678")),
            "Add the VAT number of Ångström & Søn A/S with the letters of its country: the reverse charge needs it.",
        ),
        (paper(), "Add a line to the invoice."),
        (paper(line("", "1", "80")), "Describe every line."),
        (
            paper(line("Design", "1", "80", currency="KWD"), currency="KWD"),
            "E-invoices have two places after the point and KWD has more: send the PDF alone.",
        ),
        (replace(EURO, currency="BGN"), "E-invoices do not know the currency BGN: send the PDF alone."),
        (replace(EURO, currency="STN"), "E-invoices do not know the currency STN: send the PDF alone."),
        (replace(EURO, number=""), "Finalise the invoice: a draft has no number."),
        (
            replace(EURO, buyer=replace(BUYER, country="YU")),
            "Choose today's country in the address of Ångström & Søn A/S: e-invoices do not know YU.",
        ),
        (
            paper(line("Design", "1", "80"), line("Donation", "1", "80", tax_category="outside")),
            "Put the lines outside the scope of tax on a document of their own: an e-invoice does not mix them.",
        ),
        (
            paper(line("Design", "1", "80", tax_rate="0")),
            "Choose Zero rated or Exempt for the lines that are taxed at 0%: the standard rate is above it.",
        ),
        (
            paper(line("Design", "1", "80", tax_category="exempt", tax_rate="20")),
            "Set the tax rate of the lines that are not taxed to 0%.",
        ),
    ],
)
def test_what_is_missing_is_told_in_a_sentence_and_no_einvoice_is_made(made, sentence):
    assert gaps_of(made) == [sentence]
    for written in (cii_of, ubl_of):
        with pytest.raises(Refusal) as refused:
            written(made)
        assert (refused.value.code, refused.value.message) == ("einvoice_incomplete", sentence)


def test_a_vat_number_is_known_by_the_letters_of_its_country():
    assert b'schemeID="VA">GB000418226<' in cii_of(replace(EURO, seller=replace(SELLER, tax_number="gb 000 4182 26")))
    assert b'schemeID="VA">EL123456789<' in cii_of(replace(EURO, seller=replace(SELLER, tax_number="EL123456789")))
    assert b'schemeID="FC">12-3456<' in cii_of(replace(EURO, seller=replace(SELLER, tax_number="12-3456")))


def test_a_line_without_a_price_is_no_gap():
    assert gaps_of(paper(line("Visit, under guarantee", "1", "0"))) == []
    assert paper(line("Visit", "1", "0")).total == Decimal(0)
