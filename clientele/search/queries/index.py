"""Reading the index: which documents hold every fragment, with as few of them looked at as can be."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django_scopes import get_scope

from clientele.search.choices import CUSTOMER
from clientele.search.fragments import Fragments, scope_mark
from clientele.search.models import INDEX, Document, escaped, pieces_of, quoted
from clientele.search.queries.rarity import shares_of

_TABLE = Document._meta.db_table
#: Where a document lies and where the last one does: in the order in which each database reads them from its index.
_LIES = {
    "sqlite": f"d.id, (SELECT MAX(id) FROM {_TABLE})",  # noqa: S608 - our own name
    "postgresql": f"d.ctid, (SELECT pg_relation_size('{_TABLE}') / 8192 - 1)",
}
#: The orders of a list by which documents tell the place of their records.
PLACES = {"name": "name_sort", "created_at": "created_at"}
_READ_TOGETHER, _READ_OF_ONE_WORD = 3, 2
_FEW_OF_ALL = 2_000
_WORD, _SHORT_WORD = re.compile(r"\S+"), re.compile(r" [a-z0-9]{1,2}(?![^ ])")

#: Where a hit stands in the order, its record, where its document lies, and where the last one does.
Found = tuple[Any, int, int | str, int]


@dataclass(frozen=True)
class Rows:
    """The hits read, and about how many there may be in all."""

    found: list[Found]
    about: int


class Index:
    """The index as one search for one kind of record asks it, in the organisation that is active."""

    def __init__(self, wanted: Fragments, kind: str = CUSTOMER) -> None:
        self._wanted, self._kind = wanted, kind
        self._organization: int = get_scope()["organization"].pk

    def first(self, most: int, states: Collection[str] = (), *, by: str = "name") -> Rows:
        """The first `most` hits in these states, in no order that matters; without states, in any.

        `by` is one of `PLACES`, in which order the places are.
        """
        read = f"SELECT d.{PLACES[by]}, d.object_id, {_LIES[connection.vendor]}"
        statement, params = self._for_sqlite(read) if connection.vendor == "sqlite" else self._for_postgresql(read)
        if states:
            statement += f" AND d.state IN ({', '.join(['%s'] * len(states))})"
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} LIMIT %s", [*params, *states, most])
            found = cursor.fetchall()
        return Rows(found, about_of(found, most))

    def _for_sqlite(self, read: str) -> tuple[str, list[Any]]:
        """The index does not know where pieces stand, so each document it names is looked at."""
        pieces = telling_pieces(self._wanted.long)
        mark = scope_mark(self._organization, self._kind)
        if shares_of([mark])[0] < _FEW_OF_ALL:
            pieces = [mark, *pieces]
        holds = " AND instr(d.text, %s) > 0" * len(self._wanted.every)
        statement = (
            f"{read} FROM {INDEX} CROSS JOIN {_TABLE} d ON d.id = {INDEX}.rowid"
            f" WHERE {INDEX} MATCH %s AND d.organization_id = %s AND d.kind = %s{holds}"
        )
        return statement, [" AND ".join(map(quoted, pieces)), self._organization, self._kind, *self._wanted.every]

    def _for_postgresql(self, read: str) -> tuple[str, list[Any]]:
        """Asked for a whole fragment, the index reads every piece of it; it knows those of plain letters and digits,
        and how words begin."""
        pieces = telling_pieces(self._wanted.long, of=_is_plain)
        pieces += [start for fragment in self._wanted.long for start in _SHORT_WORD.findall(fragment)]
        like = " AND d.text LIKE %s" * (len(pieces) or len(self._wanted.long))
        holds = " AND strpos(d.text, %s) > 0" * len(self._wanted.every)
        statement = f"{read} FROM {_TABLE} d WHERE d.organization_id = %s AND d.kind = %s{like}{holds}"
        patterns = [f"%{escaped(piece)}%" for piece in pieces or self._wanted.long]
        return statement, [self._organization, self._kind, *patterns, *self._wanted.every]


def telling_pieces(fragments: Sequence[str], *, of: Callable[[str], bool] = bool) -> list[str]:
    """The rarest piece of each word, and a second one of a single word: more cost more to read than they save."""
    words = {piece: told for fragment in fragments for piece, told in _words_of(fragment).items() if of(piece)}
    shares = dict(zip(words, shares_of(words), strict=True))
    rarest = sorted(words, key=shares.__getitem__)
    told: set[str] = set()
    telling = []
    for piece in rarest:
        if words[piece] - told:
            telling.append(piece)
            told |= words[piece]
    others = [piece for piece in rarest if piece not in telling]
    return [*telling, *others[: max(0, _READ_OF_ONE_WORD - len(telling))]][:_READ_TOGETHER]


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


def _is_plain(piece: str) -> bool:
    return piece.isascii() and piece.isalnum()


def about_of(found: Sequence[Found], most: int) -> int:
    """Documents are read in the order in which they lie, so that what was read tells of what was not."""
    if len(found) < most:
        return len(found)
    first, last = _lies(found[0][2]), _lies(found[-1][2])
    return len(found) * (found[0][3] - first + 1) // (last - first + 1)


def _lies(at: int | str) -> int:
    """The number of a document, or of the block it is in, of PostgreSQL's `(block,line)`."""
    return at if isinstance(at, int) else int(at[1 : at.index(",")])
