from dataclasses import replace
from datetime import UTC, datetime

from clientele.billing.documents.pdf import pdf_of
from tests.billing.documents.test_paper import PAPER

AT = datetime(2026, 11, 2, 15, 30, tzinfo=UTC)


def test_the_same_paper_is_the_same_bytes():
    assert pdf_of(PAPER, made_at=AT) == pdf_of(PAPER, made_at=AT)


def test_a_character_that_no_font_has_does_not_stop_the_invoice():
    odd = replace(PAPER, note="Thank you \U0001f600 \u0d85 \ue000")
    assert pdf_of(odd, made_at=AT).startswith(b"%PDF-1.7")
