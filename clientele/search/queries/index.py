"""Reading the index: which documents hold every fragment, with as few of them looked at as can be."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django_scopes import get_scope

from clientele.kit.paging import COUNTED_AT_MOST
from clientele.search.choices import CUSTOMER
from clientele.search.fragments import Fragments, scope_mark
from clientele.search.models import INDEX, STRETCH, Document, escaped, quoted
from clientele.search.queries.rarity import shares_of
from clientele.search.queries.telling import OF_ALL, telling_of

_TABLE = Document._meta.db_table
#: Where a document lies, in the order in which each database reads them from its index.
_LIES = {"sqlite": "d.id", "postgresql": "d.ctid"}
#: The numbers of the first and the last one read, and how many there are: of documents, or of the blocks they are in.
_REACH = {
    "sqlite": f"MIN(lies) AS near, MAX(lies) AS far, (SELECT MAX(id) FROM {_TABLE}) AS stored",  # noqa: S608 - our name
    "postgresql": "(MIN(lies)::text::point)[0]::bigint AS near, (MAX(lies)::text::point)[0]::bigint AS far,"
    f" pg_relation_size('{_TABLE}') / 8192 AS stored",
}
#: The orders of a list by which documents tell the place of their records.
PLACES = {"name": "name_sort", "created_at": "created_at"}
_FEW_OF_ALL = 2_000
#: Hits are many where that many times what is counted is expected; that many are looked at for one that is counted.
_MANY, _LOOKED_AT = 1.5, 1.5
_SMALL_PART = 4


@dataclass(frozen=True)
class Part:
    """A page of hits in an order of `PLACES`, downwards where a minus stands before it; the last page if past it."""

    sort: str
    number: int
    size: int

    @property
    def place(self) -> str:
        """The column of the order."""
        return PLACES[self.sort.removeprefix("-")]

    def ordered(self, number: str) -> str:
        """The end of a statement that reads the part of the rows `place, record`; `number` of them is an expression."""
        way = "DESC" if self.sort.startswith("-") else "ASC"
        start = (self.number - 1) * self.size
        last = f"({number} - 1) / {self.size} * {self.size}"
        offset = f"CASE WHEN {start} < {number} THEN {start} ELSE {last} END" if start else "0"
        return f" ORDER BY place {way}, record {way} LIMIT {self.size} OFFSET {offset}"


@dataclass(frozen=True)
class Hits:
    """Who matches: the keys of all or of a part, and their number; or none, and about how many there may be."""

    keys: list[int]
    number: int
    is_all: bool = True

    @property
    def total(self) -> int:
        """Their number, as far as they are counted."""
        return min(self.number, COUNTED_AT_MOST) if self.is_all else COUNTED_AT_MOST

    @property
    def is_more(self) -> bool:
        return not self.is_all or self.number > COUNTED_AT_MOST


class Index:
    """The index as one search for one kind of record asks it, in the organisation that is active."""

    def __init__(self, wanted: Fragments, kind: str = CUSTOMER) -> None:
        self._wanted, self._kind = wanted.in_letters, kind
        self._organization: int = get_scope()["organization"].pk
        self._telling = telling_of(self._wanted.long, of=bool if connection.vendor == "sqlite" else _is_plain)

    def first(self, most: int, states: Collection[str] = (), part: Part | None = None) -> list[int]:
        """The keys of the first `most` hits in these states, or of a part of those; without states, in any."""
        statement, params = self._hits(states, part)
        ordered = part.ordered("(SELECT COUNT(*) FROM hits)") if part else ""
        with connection.cursor() as cursor:
            cursor.execute(f"WITH hits AS ({statement}) SELECT record FROM hits{ordered}", [*params, most])  # noqa: S608
            return [key for (key,) in cursor.fetchall()]

    def few(self, most: int, states: Collection[str] = (), part: Part | None = None, *, stored: int = 0) -> Hits:
        """The same hits where there are at most `most`; of more, no row leaves the database.

        They are read in the order in which they lie, so that how far one came tells of what was not read. Where many
        are expected among the documents `stored`, it is first seen whether there are.
        """
        expected = self._telling.likely_share * stored
        if expected > _MANY * most and self._are_more(most, states, stored):
            return Hits([], round(expected), is_all=False)
        statement, params = self._hits(states, part)
        ordered = part.ordered("(SELECT read FROM reach)") if part else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH hits AS ({statement}), reach AS (SELECT COUNT(*) AS read, {_REACH[connection.vendor]} FROM hits)"  # noqa: S608
                f" SELECT * FROM (SELECT record, read FROM hits, reach WHERE read <= %s{ordered}) AS few"
                f" UNION ALL SELECT 0, read * stored / (far - near + 1) FROM reach WHERE read > %s",
                [*params, most + 1, most, most],
            )
            found = cursor.fetchall()
        if found and found[0][0] == 0:
            return Hits([], found[0][1], is_all=False)
        return Hits([key for key, _ in found], found[0][1] if found else 0)

    def _are_more(self, most: int, states: Collection[str], stored: int) -> bool:
        """Whether more than `most` hits are among the first that hold the rarest piece; if not, there may be more."""
        looked_at = int(_LOOKED_AT * (most + 1))
        piece, share = next(iter(self._telling.shares.items()))
        seen, params = self._documents("SELECT d.text, d.state", [piece])
        if connection.vendor == "postgresql":
            seen, params = _of_last_stretches(seen, params, looked_at, share, stored)
        holding, words = self._holding(states, "seen")
        hits = f"SELECT 1 FROM ({seen} LIMIT %s) AS seen WHERE {holding} LIMIT %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({hits}) AS hits", [*params, looked_at, *words, most + 1])  # noqa: S608
            return bool(cursor.fetchone()[0] > most)

    def _hits(self, states: Collection[str], part: Part | None) -> tuple[str, list[Any]]:
        """The hits with their place in the order of the part, but for how many."""
        read = f"SELECT d.object_id AS record, {_LIES[connection.vendor]} AS lies"
        read += f", d.{part.place} AS place" if part else ""
        statement, params = self._documents(read, self._telling.pieces or self._wanted.long)
        holding, words = self._holding(states, "d")
        return f"{statement} AND {holding} LIMIT %s", [*params, *words]

    def _documents(self, read: str, pieces: Collection[str]) -> tuple[str, list[Any]]:
        """The documents that may hold these pieces, from the index."""
        asked = self._of_sqlite if connection.vendor == "sqlite" else self._of_postgresql
        return asked(read, pieces)

    def _of_sqlite(self, read: str, pieces: Collection[str]) -> tuple[str, list[Any]]:
        """The index does not know where pieces stand, so each document it names is looked at."""
        mark = scope_mark(self._organization, self._kind)
        if shares_of([mark])[0] < _FEW_OF_ALL:
            pieces = [mark, *pieces]
        statement = (
            f"{read} FROM {INDEX} CROSS JOIN {_TABLE} d ON d.id = {INDEX}.rowid"
            f" WHERE {INDEX} MATCH %s AND d.organization_id = %s AND d.kind = %s"
        )
        return statement, [" AND ".join(map(quoted, pieces)), self._organization, self._kind]

    def _of_postgresql(self, read: str, pieces: Collection[str]) -> tuple[str, list[Any]]:
        """Asked for a whole fragment, the index reads every piece of it; it knows those of plain letters and digits.

        The kind stands in the statement, so that a kind of which there are few is read without this index.
        """
        like = " AND d.text LIKE %s" * len(pieces)
        statement = f"{read} FROM {_TABLE} d WHERE d.organization_id = %s AND d.kind = '{self._kind}'{like}"
        return statement, [self._organization, *(f"%{escaped(piece)}%" for piece in pieces)]

    def _holding(self, states: Collection[str], rows: str) -> tuple[str, list[Any]]:
        """That every fragment stands in the text of the rows, and that they are in one of these states."""
        finds = "instr" if connection.vendor == "sqlite" else "strpos"
        holding = [f"{finds}({rows}.text, %s) > 0"] * len(self._wanted.every)
        if states:
            holding.append(f"{rows}.state IN ({', '.join(['%s'] * len(states))})")
        return " AND ".join(holding), [*self._wanted.every, *states]


def _of_last_stretches(
    statement: str, params: list[Any], enough: int, share: int, stored: int
) -> tuple[str, list[Any]]:
    """Only the documents added last, of as many stretches as should hold enough, where that is a small part: else
    PostgreSQL gathers everything that holds the piece before it looks at the first."""
    number = 1 + enough * OF_ALL // (max(1, share) << STRETCH)
    if number << STRETCH > stored // _SMALL_PART:
        return statement, params
    last = f"(SELECT MAX(id) >> {STRETCH} FROM {_TABLE})"  # noqa: S608
    stretches = f"ARRAY(SELECT generate_series(GREATEST(0, {last} - %s), {last}))"
    return f"{statement} AND (d.id >> {STRETCH}) = ANY ({stretches})", [*params, number - 1]


def _is_plain(piece: str) -> bool:
    return piece.isascii() and piece.isalnum()
