"""How texts are made ready for the page: words longer than a column break, and writing from the right stays whole."""

import re
import unicodedata
from typing import Any

#: A word of more letters may break anywhere; only scripts whose letters do not join are taken apart.
LONGEST_WORD = 24
_LONG_WORD = re.compile(rf"[!-\u024f\u0370-\u04ff]{{{LONGEST_WORD + 1},}}")
_BREAK = "\u200b"
_FROM_THE_RIGHT = frozenset({"R", "AL"})
_ISOLATE, _END = "\u2067", "\u2069"


def shaped(value: Any) -> Any:
    """The same JSON value with every text in it ready for the page."""
    if isinstance(value, dict):
        return {key: shaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shaped(item) for item in value]
    if not isinstance(value, str) or (value.isascii() and len(value) <= LONGEST_WORD):
        return value
    return "\n".join(_isolated(_LONG_WORD.sub(_breakable, line)) for line in value.split("\n"))


def together(text: str) -> str:
    """The text as one word that no line breaks."""
    return text.replace(" ", "\xa0")


def _breakable(word: re.Match[str]) -> str:
    if "@" in word[0]:
        return re.sub(r"([@.])", rf"\1{_BREAK}", word[0]) if _has_short_parts(word[0]) else _BREAK.join(word[0])
    return _BREAK.join(word[0])


def _has_short_parts(address: str) -> bool:
    return all(len(part) <= LONGEST_WORD for part in re.split(r"[@.]", address))


def _isolated(line: str) -> str:
    """A line that begins with a script written from the right, so that its own marks stay on its own side."""
    if line.isascii():
        return line
    strong = next((side for one in line if (side := unicodedata.bidirectional(one)) in {"L", "R", "AL"}), "L")
    return f"{_ISOLATE}{line}{_END}" if strong in _FROM_THE_RIGHT else line
