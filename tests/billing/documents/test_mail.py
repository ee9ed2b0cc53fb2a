from dataclasses import replace
from decimal import Decimal

from clientele.billing.documents.mail import html_of, letter_of, text_of
from clientele.billing.documents.paper import Bank
from tests.billing.documents.papers import EURO

LETTER = """\
Dear Ångström & Søn A/S,

Attached is our invoice RE-2026-0042.

Amount: {total}
Due: 16 November 2026
Your reference: PO-77812
Project: Boiler house 2026

How to pay
Account holder: Müller Heizungsbau
IBAN: DE89 3704 0044 0532 0130 00
BIC: COBADEFFXXX
Reference: RE-2026-0042

Questions? +49 40 555 0100 or konto@mueller.example

Müller Heizungsbau GmbH
Amtsgericht Hamburg HRB 12345
"""


def test_a_letter_says_what_to_pay_by_when_and_where_to():
    letter = letter_of(EURO, EURO.total)
    total = f"€{EURO.total:,}"
    assert letter.subject == f"Invoice RE-2026-0042 from Müller Heizungsbau GmbH: {total} due 16 November 2026"
    assert text_of(letter) == LETTER.format(total=total)


def test_without_a_bank_it_says_what_to_quote():
    letter = letter_of(replace(EURO, bank=Bank()), EURO.total)
    assert "\n\nQuote RE-2026-0042 with your payment.\n\n" in text_of(letter)
    assert "<p>Quote RE-2026-0042 with your payment.</p>" in html_of(letter)


def test_what_is_settled_asks_for_nothing():
    text = text_of(letter_of(EURO, Decimal(0)))
    assert "It is settled: nothing is left to pay." in text
    assert "IBAN" not in text
    assert "due" not in letter_of(EURO, Decimal(0)).subject


def test_the_page_says_the_same_and_nothing_in_it_is_taken_for_markup():
    letter = letter_of(replace(EURO, footer="<b>Directors</b>: A & B"), EURO.total)
    html = html_of(letter)
    for text in (
        "Ångström &amp; Søn A/S",
        "DE89 3704 0044 0532 0130 00",
        "Due",
        "&lt;b&gt;Directors&lt;/b&gt;: A &amp; B",
    ):
        assert text in html
    assert "http" not in html
