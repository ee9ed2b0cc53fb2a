from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from clientele.billing.documents.pdf import pdf_of
from tests.billing.documents.papers import AT, CREDIT, EURO, line, paper

MANY = paper(*(line(f"Line {number} of the works", "1.5", "62", detail="On the site") for number in range(500)))


def test_the_same_paper_is_the_same_bytes():
    assert pdf_of(EURO, made_at=AT) == pdf_of(EURO, made_at=AT)
    assert pdf_of(EURO, made_at=AT) != pdf_of(EURO, made_at=AT + timedelta(seconds=1))


def test_an_invoice_shows_what_it_says():
    text = _pages(pdf_of(EURO, made_at=AT))[0]
    for told in (
        "Invoice", "RE-2026-0042", "Müller Heizungsbau GmbH", "20457 Hamburg", "Germany", "VAT DE123456789",
        "Ångström & Søn A/S", "Denmark", "2 November 2026", "16 November 2026", "14 days", "Boiler house 2026",
        "PO-77812", "Annual boiler service", "7.50 h", "12.5%", "€406.88", "Total due", "€870.26",
        "Thank you for your order.", "Scan to pay", "Page 1 of 1", "Amtsgericht Hamburg HRB 12345",
    ):  # fmt: skip
        assert told in text, told


def test_a_credit_note_names_the_invoice_it_takes_back_and_asks_for_no_money():
    text = _pages(pdf_of(CREDIT, made_at=AT))[0]
    assert "Credit note" in text
    assert "RE-2026-0042," in text
    assert "Total credit" in text
    assert "Pay by bank transfer" not in text
    assert "Scan to pay" not in text


def test_every_page_of_a_long_invoice_repeats_the_head_of_the_table():
    pages = _pages(pdf_of(MANY, made_at=AT))
    assert len(pages) > 10
    assert all("Description" in page and f"Page {place} of {len(pages)}" in page for place, page in enumerate(pages, 1))
    assert all("Invoice RE-2026-0042" in page for page in pages[1:])
    assert sum(page.count("On the site") for page in pages) == 500


def test_the_pdf_is_archival_and_accessible():
    reader = PdfReader(BytesIO(pdf_of(EURO, logo=_logo(), made_at=AT)), strict=True)
    root = reader.trailer["/Root"]
    words = root["/Metadata"].get_object().get_data()
    assert all(part in words for part in (b"<pdfaid:part>3<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<"))
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == "Invoice RE-2026-0042"


def test_a_logo_of_any_shape_is_shown():
    for size in ((512, 512), (512, 20), (20, 512), (1, 1)):
        assert len(PdfReader(BytesIO(pdf_of(EURO, logo=_logo(size), made_at=AT))).pages) == 1


def test_a_draft_is_printed_without_a_number():
    text = _pages(pdf_of(replace(EURO, number=""), made_at=AT))[0]
    assert "Draft" in text
    assert "Scan to pay" not in text


def test_scripts_that_inter_has_no_letters_for_are_printed():
    words = "株式会社アンダース 한국 שלום مرحبا ไทย हिन्दी"
    assert "株式会社アンダース" in _pages(pdf_of(replace(EURO, note=words), made_at=AT))[0]


def test_a_character_that_no_font_has_does_not_stop_the_invoice():
    odd = replace(EURO, note="Thank you \U0001f600 \u0d85 \ue000 \ufe0f 株")
    assert "Thank you ? ?" in _pages(pdf_of(odd, made_at=AT))[0]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_printed(text):
    odd = paper(line(f"Design {text}", "1", "80", detail=text), note=text, reference=text, footer=text)
    assert pdf_of(replace(odd, buyer=replace(odd.buyer, name=text)), made_at=AT)


def test_a_line_longer_than_a_page_goes_on_overleaf():
    pages = _pages(pdf_of(paper(line("Report", "1", "80", detail="What was found. " * 800)), made_at=AT))
    assert sum(page.count("found") for page in pages) == 800


def test_words_longer_than_their_column_break():
    wide = replace(EURO, buyer=replace(EURO.buyer, name="W" * 120), number="N" * 40, note="x" * 500)
    wide = replace(wide, lines=(replace(wide.lines[0], description="D" * 200, net=Decimal("123456789012.25")),))
    page = PdfReader(BytesIO(pdf_of(wide, made_at=AT))).pages[0]
    furthest: list[float] = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: furthest.append(tm[4]) if text.strip() else None)
    assert max(furthest) < float(page.mediabox.width)


def _pages(pdf: bytes) -> list[str]:
    return [page.extract_text().replace("\xa0", " ").replace("\u200b", "") for page in PdfReader(BytesIO(pdf)).pages]


def _logo(size: tuple[int, int] = (200, 60)) -> bytes:
    out = BytesIO()
    Image.new("RGBA", size, (15, 92, 78, 128)).save(out, "PNG")
    return out.getvalue()
