"""What holds for every route, told once in introduction.md: it opens the document and the reference page."""

from pathlib import Path
from typing import NamedTuple


class Part(NamedTuple):
    """A few paragraphs under a title; words between backticks are code."""

    title: str
    paragraphs: list[str]


DESCRIPTION = (Path(__file__).parent / "introduction.md").read_text(encoding="utf-8").strip()


def parts() -> list[Part]:
    """The opening, under no title, and the parts after it."""
    opening, *rest = DESCRIPTION.split("\n## ")
    titled = [part.split("\n", 1) for part in rest]
    return [Part("", _paragraphs(opening)), *(Part(title, _paragraphs(text)) for title, text in titled)]


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip()]
