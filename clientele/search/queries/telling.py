"""Which of a text's three-letter pieces the index is asked for: those that tell most, and how much they tell."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from clientele.search.fragments import SPACE
from clientele.search.models import pieces_of
from clientele.search.queries.rarity import shares_of

OF_ALL = 10_000
_READ_TOGETHER, _READ_OF_ONE_WORD = 3, 2
#: What is sampled may be so many standard deviations too high.
_DOUBT = 2
_WORD = re.compile(f"[^{SPACE}]+")


@dataclass(frozen=True)
class Telling:
    """The pieces of a text's fragments that the index knows, the rarest first: how many of 10,000 documents hold each,
    and of which words it tells; and all the words there are."""

    shares: dict[str, int]
    words_of: dict[str, frozenset[str]]
    words: frozenset[str]

    @property
    def pieces(self) -> list[str]:
        """The rarest piece of each word, and a second one of a single word: more cost more to read than they save."""
        others = [piece for piece in self.shares if piece not in self._of_words]
        return [*self._of_words, *others[: max(0, _READ_OF_ONE_WORD - len(self._of_words))]][:_READ_TOGETHER]

    @property
    def likely_share(self) -> float:
        """In what part of all documents at least the words may stand, if they hang together by chance alone; 0 where
        nothing is known of a word."""
        if not self.shares or self.words - frozenset[str]().union(*self.words_of.values()):
            return 0
        share = 1.0
        for sampled in map(self.shares.__getitem__, self._of_words):
            share *= (sampled - _DOUBT * sqrt(sampled)) / OF_ALL
        return share

    @cached_property
    def _of_words(self) -> list[str]:
        """The rarest piece of each word."""
        told, found = set[str](), []
        for piece in self.shares:
            if self.words_of[piece] - told:
                found.append(piece)
                told |= self.words_of[piece]
        return found


def telling_of(fragments: Sequence[str], *, of: Callable[[str], bool] = bool) -> Telling:
    """What is known of the pieces of these fragments that `of` lets pass."""
    words_of = {piece: told for fragment in fragments for piece, told in _words_of(fragment).items() if of(piece)}
    shares = dict(zip(words_of, shares_of(words_of), strict=True))
    words = frozenset(word for fragment in fragments for word in _WORD.findall(fragment))
    return Telling(dict(sorted(shares.items(), key=lambda one: one[1])), words_of, words)


def _words_of(fragment: str) -> dict[str, frozenset[str]]:
    """Each piece of a fragment, and the words it tells of: those it holds two letters of, or all."""
    spans = [match.span() for match in _WORD.finditer(fragment)]
    return {
        piece: frozenset(
            fragment[start:end]
            for start, end in spans
            if min(end, place + len(piece)) - max(start, place) >= min(2, end - start)
        )
        for place, piece in enumerate(pieces_of(fragment))
    }
