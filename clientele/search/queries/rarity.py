"""How common the three-letter pieces of the index are, read once for many searches."""

from collections.abc import Iterable, Mapping
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from clientele.search.models import Piece

_SEARCHES = 1_000


class _Known:
    """What one connection knows, and for how many searches more."""

    def __init__(self) -> None:
        self.shares: Mapping[str, int] = dict(Piece.objects.values_list("text", "share"))
        self.left = _SEARCHES


_KNOWN: WeakKeyDictionary[BaseDatabaseWrapper, _Known] = WeakKeyDictionary()


def shares_of(pieces: Iterable[str]) -> list[int]:
    """In how many of 10,000 documents each piece stands; 0 where it is rare, or was never sampled."""
    here = connections[DEFAULT_DB_ALIAS]
    known = _KNOWN.get(here)
    if known is None or not known.left:
        known = _KNOWN[here] = _Known()
    known.left -= 1
    return [known.shares.get(piece, 0) for piece in pieces]


def forget_shares() -> None:
    """Let the next search read them anew."""
    _KNOWN.clear()
