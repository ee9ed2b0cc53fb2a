"""What a person typed, as the pieces that must stand in a document."""

import re
from dataclasses import dataclass
from functools import lru_cache

from clientele.kit.text import sort_key
from clientele.search.choices import KINDS, SHORTEST_FRAGMENT

MOST_FRAGMENTS = 8
_NUMBER = re.compile(r"[+(]?[\d\s()./+-]{5,}\Z")
_PRIVATE, _PRIVATE_FIRST = 6_400, 0xE000
_LEAST_DIGITS, _MOST_DIGITS = 5, 9
#: PostgreSQL's index leaves out what is no letter and no digit. Texts are in small letters, so capitals are free.
SIGNS, LETTERS = " &-.,'/@+()_", "QJXVKZWYUFHG"
SPACE = LETTERS[SIGNS.index(" ")]
_AS_LETTERS = bytes.maketrans(SIGNS.encode(), LETTERS.encode())


@dataclass(frozen=True)
class Fragments:
    """Pieces long enough for the index, shorter ones that are looked for among its hits, and the whole text."""

    whole: str
    long: tuple[str, ...]
    short: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.whole

    @property
    def as_phrase(self) -> "Fragments":
        """The words as they were typed, one after the other, where some are too short to be looked for alone."""
        return Fragments(self.whole, (self.whole,), ()) if self.short and self.long else self

    @property
    def every(self) -> tuple[str, ...]:
        return self.long + self.short

    @property
    def in_letters(self) -> "Fragments":
        """The same as documents hold them."""
        return Fragments(in_letters(self.whole), tuple(map(in_letters, self.long)), tuple(map(in_letters, self.short)))


def fragments_of(text: str) -> Fragments:
    """The words of a search, in the form documents are kept in; a telephone number is the end of its digits, and words
    that are all too short for the index are one piece, as they were typed."""
    whole = sort_key(text)
    if digits := _digits(whole):
        return Fragments(whole, (digits,), ())
    words = list(dict.fromkeys(whole.split()))[:MOST_FRAGMENTS]
    long = tuple(word for word in words if len(word) >= SHORTEST_FRAGMENT)
    if not long and len(whole) >= SHORTEST_FRAGMENT:
        return Fragments(whole, (whole,), ())
    short = tuple(word for word in words if len(word) < SHORTEST_FRAGMENT)
    return Fragments(whole, long, short)


def in_letters(text: str) -> str:
    """A text in its comparable form as documents hold it: spaces and common signs as letters, so that pieces across
    words, `s & ` say, are entries of either database's index."""
    return text.encode().translate(_AS_LETTERS).decode()  # six times as quick as a text by itself


def _digits(text: str) -> str:
    """The digits of what can only be a telephone number; national and international forms share their end."""
    if not _NUMBER.match(text):
        return ""
    digits = "".join(filter(str.isdigit, text)).lstrip("0")[-_MOST_DIGITS:]
    return digits if len(digits) >= _LEAST_DIGITS else ""


@lru_cache(maxsize=1_000)
def scope_mark(organization_id: int, kind: str) -> str:
    """Three letters of the private use area that stand at the head of each document of one kind in an organisation.

    They are one entry of the index, so that a search reads no further than its own organisation's documents.
    """
    number = organization_id * len(KINDS) + KINDS.index(kind)
    first, rest = divmod(number, _PRIVATE**2)
    return "".join(chr(_PRIVATE_FIRST + digit) for digit in (first, *divmod(rest, _PRIVATE)))
