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
#: Where a document lies, in the order in which each database reads them from its index.
_LIES = {"sqlite": "d.id", "postgresql": "d.ctid"}
#: The numbers of the first and the last one read, and of the last there is: of documents, or of the blocks they are in.
_REACH = {
    "sqlite": f"MIN(lies) AS near, MAX(lies) AS far, (SELECT MAX(id) FROM {_TABLE}) AS last",  # noqa: S608 - our own name
    "postgresql": "(MIN(lies)::text::point)[0]::bigint AS near, (MAX(lies)::text::point)[0]::bigint AS far,"
    f" pg_relation_size('{_TABLE}') / 8192 - 1 AS last",
}
#: The orders of a list by which documents tell the place of their records.
PLACES = {"name": "name_sort", "created_at": "created_at"}
_READ_TOGETHER, _READ_OF_ONE_WORD = 3, 2
_FEW_OF_ALL = 2_000
_WORD, _SHORT_WORD = re.compile(r"\S+"), re.compile(r" [a-z0-9]{1,2}(?![^ ])")

#: Where a hit stands in the order, and its record.
Found = tuple[Any, int]


@dataclass(frozen=True)
class Rows:
    """All hits and their number, or, where they are too many, none of them and about how many there may be."""

    found: list[Found]
    about: int

    @property
    def is_all(self) -> bool:
        return len(self.found) == self.about


class Index:
    """The index as one search for one kind of record asks it, in the organisation that is active."""

    def __init__(self, wanted: Fragments, kind: str = CUSTOMER) -> None:
        self._wanted, self._kind = wanted, kind
        self._organization: int = get_scope()["organization"].pk

    def first(self, most: int, states: Collection[str] = (), *, by: str = "name") -> list[Found]:
        """The first `most` hits in these states, in no order that matters; without states, in any.

        `by` is one of `PLACES`, in which order the places are.
        """
        statement, params = self._asked(states, by)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT place, record FROM ({statement}) AS hits", [*params, most])  # noqa: S608
            return cursor.fetchall()

    def few(self, most: int, states: Collection[str] = (), *, by: str = "name") -> Rows:
        """The same hits where there are at most `most`; of more, no row leaves the database.

        They are read in the order in which they lie, so that how far one came tells of what was not read.
        """
        statement, params = self._asked(states, by)
        reach = f"SELECT COUNT(*) AS read, {_REACH[connection.vendor]} FROM hits"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH hits AS ({statement}), reach AS ({reach})"  # noqa: S608
                " SELECT place, record, 0 FROM hits WHERE (SELECT read FROM reach) <= %s UNION ALL"
                " SELECT NULL, read * (last - near + 1) / (far - near + 1), 1 FROM reach WHERE read > %s",
                [*params, most + 1, most, most],
            )
            found = cursor.fetchall()
        if found and found[0][2]:
            return Rows([], found[0][1])
        return Rows([(place, key) for place, key, _ in found], len(found))

    def _asked(self, states: Collection[str], by: str) -> tuple[str, list[Any]]:
        read = f"SELECT d.{PLACES[by]} AS place, d.object_id AS record, {_LIES[connection.vendor]} AS lies"
        statement, params = self._for_sqlite(read) if connection.vendor == "sqlite" else self._for_postgresql(read)
        if states:
            statement += f" AND d.state IN ({', '.join(['%s'] * len(states))})"
        return f"{statement} LIMIT %s", [*params, *states]

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
        and how words begin.

        The kind stands in the statement, so that a kind of which there are few is read without this index.
        """
        pieces = telling_pieces(self._wanted.long, of=_is_plain)
        pieces += [start for fragment in self._wanted.long for start in _SHORT_WORD.findall(fragment)]
        like = " AND d.text LIKE %s" * (len(pieces) or len(self._wanted.long))
        holds = " AND strpos(d.text, %s) > 0" * len(self._wanted.every)
        statement = f"{read} FROM {_TABLE} d WHERE d.organization_id = %s AND d.kind = '{self._kind}'{like}{holds}"
        patterns = [f"%{escaped(piece)}%" for piece in pieces or self._wanted.long]
        return statement, [self._organization, *patterns, *self._wanted.every]


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
