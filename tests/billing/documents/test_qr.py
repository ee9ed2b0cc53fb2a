from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import segno

from clientele.billing.documents.paper import Bank
from clientele.billing.documents.qr import payment_code_svg
from tests.billing.documents.papers import CREDIT, EURO


def test_the_code_says_whom_to_pay_how_much_and_what_for():
    told = "BCD\n002\n1\nSCT\nCOBADEFFXXX\nMüller Heizungsbau\nDE89370400440532013000\nEUR870.26\n\n\nRE-2026-0042"
    assert payment_code_svg(EURO) == _drawn(told)


def test_no_code_is_drawn_where_no_transfer_in_euros_pays_it():
    for paper in (
        replace(EURO, currency="GBP"),
        replace(EURO, bank=Bank(holder="Müller")),
        replace(EURO, number=""),
        replace(EURO, total=Decimal(0)),
        replace(EURO, total=Decimal("-1.00")),
        CREDIT,
    ):
        assert payment_code_svg(paper) == ""


def test_a_long_name_is_cut_to_what_the_code_takes():
    assert payment_code_svg(replace(EURO, bank=replace(EURO.bank, holder="x" * 200)))


def _drawn(payload: str) -> str:
    out = BytesIO()
    code = segno.make_qr(payload, error="m", boost_error=False, encoding="utf-8")
    code.save(out, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True, nl=False)
    return out.getvalue().decode()
