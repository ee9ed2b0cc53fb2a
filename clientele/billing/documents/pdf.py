"""The printed document: typst sets the page from texts passed as JSON, the same bytes for the same paper."""

from datetime import UTC, datetime
from functools import cache
from json import dumps
from pathlib import Path
from typing import Any, cast

import typst

from clientele.billing.documents.glyphs import FONTS, printable
from clientele.billing.documents.logo import Logo, logo_of
from clientele.billing.documents.paper import Paper
from clientele.billing.documents.sheet import sheet_of

HERE = Path(__file__).resolve().parent


def pdf_of(paper: Paper, *, logo: bytes | None = None, made_at: datetime) -> bytes:
    """The document as PDF/A-3 and PDF/UA, with the seller's logo (PNG, JPEG, GIF or WebP) where there is one."""
    return typeset(paper, logo=logo, made_at=made_at)


def typeset(paper: Paper, *, logo: bytes | None, made_at: datetime, attached: bytes = b"") -> bytes:
    """The same with an e-invoice attached under the name that its readers look for."""
    drawn = logo_of(logo) if logo else Logo()
    sheet = sheet_of(paper) | {"logo": drawn.size, "has_xml": bool(attached)}
    files = {"main": _template(), "logo.svg": drawn.svg, "factur-x.xml": attached}
    try:
        return _compiled(sheet, files, made_at)
    except typst.TypstError:
        fitting = printable(sheet)
        if fitting == sheet:
            raise
        return _compiled(fitting, files, made_at)


def _compiled(sheet: dict[str, Any], files: dict[str, bytes], made_at: datetime) -> bytes:
    return typst.compile(
        cast("Any", files),  # files by name, which typst's own types do not tell
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"sheet": dumps(sheet)},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
    )


@cache
def _template() -> bytes:
    return (HERE / "invoice.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    if not any(FONTS.glob("Inter*.ttf")):
        raise RuntimeError("The fonts of printed documents are missing: build the front end.")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
