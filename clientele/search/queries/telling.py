"""Which of a text's three-letter pieces the index is asked for: those that tell most, and how much they tell."""

import re
from collections.abc import Callable, Sequence
from math import sqrt

from clientele.search.fragments import SPACE
from clientele.search.models import pieces_of
from clientele.search.queries.rarity import shares_of

OF_ALL = 10_000
_READ_TOGETHER, _READ_OF_ONE_WORD = 3, 2
#: What is sampled may be so many standard deviations too high.
_DOUBT = 2
_WORD = re.compile(f"[^{SPACE}]+")


def telling_pieces(fragments: Sequence[str], *, of: Callable[[str], bool] = bool) -> list[str]:
    """The rarest piece of each word, and a second one of a single word: more cost more to read than they save."""
    rarest = _by_rarity(fragments, of)
    telling = list(_one_of_each_word(rarest))
    others = [piece for piece in rarest if piece not in telling]
    return [*telling, *others[: max(0, _READ_OF_ONE_WORD - len(telling))]][:_READ_TOGETHER]


def likely_share(fragments: Sequence[str], *, of: Callable[[str], bool] = bool) -> tuple[str, float]:
    """The rarest piece, and in what part of all documents at least the words may stand, if they hang together by chance
    alone; no piece, and 0, where nothing is known of a word.
    """
    rarest = _by_rarity(fragments, of)
    told = _one_of_each_word(rarest)
    words = {word for fragment in fragments for word in _WORD.findall(fragment)}
    if not told or words - set[str]().union(*(of_words for _, of_words in rarest.values())):
        return "", 0
    share = 1.0
    for sampled in told.values():
        share *= (sampled - _DOUBT * sqrt(sampled)) / OF_ALL
    return next(iter(told)), share


def _by_rarity(fragments: Sequence[str], of: Callable[[str], bool]) -> dict[str, tuple[int, frozenset[str]]]:
    """The pieces, the rarest first, each with its share and the words it tells of."""
    words = {piece: told for fragment in fragments for piece, told in _words_of(fragment).items() if of(piece)}
    shares = dict(zip(words, shares_of(words), strict=True))
    return {piece: (shares[piece], words[piece]) for piece in sorted(words, key=shares.__getitem__)}


def _one_of_each_word(rarest: dict[str, tuple[int, frozenset[str]]]) -> dict[str, int]:
    """The rarest piece of each word, with its share."""
    told = set[str]()
    found = {}
    for piece, (share, words) in rarest.items():
        if words - told:
            found[piece] = share
            told |= words
    return found


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
