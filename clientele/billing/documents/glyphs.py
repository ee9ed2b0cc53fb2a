"""Which characters can be printed: those that one of our fonts has a glyph for."""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent / "fonts"
#: Printed in the place of a character that no font has.
MISSING = "?"
#: Line ends, and the two marks that shape Persian and Indian words.
KEPT = frozenset("\n\u200c\u200d")
#: Control, format, private, half of a pair, not assigned: archival PDF takes none of them.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def printable(value: Any) -> Any:
    """The same JSON value with every character in its texts that no font has replaced."""
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [printable(item) for item in value]
    return _fitting(value) if isinstance(value, str) else value


def _fitting(text: str) -> str:
    known = _known()
    return "".join(one if one in known else MISSING for one in text if one in KEPT or not _is_unseen(one))


def _is_unseen(character: str) -> bool:
    """Marks without a glyph: direction and variation, and what Unicode does not assign."""
    return unicodedata.category(character) in UNSEEN or "\ufe00" <= character <= "\ufe0f"


@cache
def _known() -> frozenset[str]:
    codes: set[int] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            codes.update(font.getBestCmap())
    return KEPT.union(one for one in map(chr, codes) if unicodedata.category(one) not in UNSEEN)
