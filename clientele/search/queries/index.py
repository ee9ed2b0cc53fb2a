"""Reading the index: which documents hold every fragment, with as few of them looked at as can be."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django_scopes import get_scope

from clientele.search.choices import CUSTOMER
from clientele.search.fragments import Fragments, scope_mark
from clientele.search.models import INDEX, Document, escaped, pieces_of, quoted

_TABLE = Document._meta.db_table
_READ = f"SELECT d.id, d.object_id, d.state, (SELECT MAX(id) FROM {_TABLE})"  # noqa: S608 - our own name
_PROBED, _READ_TOGETHER = 24, 3
_DEEP, _MARK_DEEP, _RARE_MARK = 60, 200, 5


@dataclass(frozen=True)
class Rows:
    """Record and state of each hit read, and about how many there may be in all."""

    found: list[tuple[int, str]]
    about: int


class Index:
    """The index as one search for one kind of record asks it, in the organisation that is active."""

    def __init__(self, wanted: Fragments, kind: str = CUSTOMER) -> None:
        self._wanted, self._kind = wanted, kind
        self._organization: int = get_scope()["organization"].pk
        self._match = ""

    def first(self, most: int, states: Collection[str] = ()) -> Rows:
        """The first `most` hits in these states, in no order that matters; without states, in any."""
        statement, params = self._for_sqlite() if connection.vendor == "sqlite" else self._for_postgresql()
        if states:
            statement += f" AND d.state IN ({', '.join(['%s'] * len(states))})"
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} LIMIT %s", [*params, *states, most])
            found = cursor.fetchall()
        return Rows([(record, state) for _, record, state, _ in found], _about(found, most))

    def _for_sqlite(self) -> tuple[str, list[Any]]:
        """The index knows three-letter pieces and not where they stand, so each document it names is looked at."""
        self._match = self._match or self._rarest_pieces()
        holds = " AND instr(d.text, %s) > 0" * len(self._wanted.every)
        statement = (
            f"{_READ} FROM {INDEX} CROSS JOIN {_TABLE} d ON d.id = {INDEX}.rowid"
            f" WHERE {INDEX} MATCH %s AND d.organization_id = %s AND d.kind = %s{holds}"
        )
        return statement, [self._match, self._organization, self._kind, *self._wanted.every]

    def _for_postgresql(self) -> tuple[str, list[Any]]:
        like = " AND d.text LIKE %s" * len(self._wanted.long)
        holds = " AND strpos(d.text, %s) > 0" * len(self._wanted.short)
        statement = f"{_READ} FROM {_TABLE} d WHERE d.organization_id = %s AND d.kind = %s{like}{holds}"
        patterns = [f"%{escaped(fragment)}%" for fragment in self._wanted.long]
        return statement, [self._organization, self._kind, *patterns, *self._wanted.short]

    def _rarest_pieces(self) -> str:
        """The rarest pieces, as far as the first documents of each tell: common ones cost more to read than they save.

        The mark of the organisation is one of them where it has few of all documents.
        """
        pieces = list(dict.fromkeys(piece for fragment in self._wanted.long for piece in pieces_of(fragment)))
        pieces = pieces[:: -(-len(pieces) // _PROBED)]
        mark = scope_mark(self._organization, self._kind)
        newest, up, down, *places = self._probed(mark, pieces)
        rarest = sorted(zip(places, pieces, strict=True), key=_rarity, reverse=True)[:_READ_TOGETHER]
        is_rare = up is None or max(up, newest - down) > _RARE_MARK * _MARK_DEEP
        return " AND ".join(quoted(piece) for piece in (*([mark] if is_rare else []), *(piece for _, piece in rarest)))

    def _probed(self, mark: str, pieces: Sequence[str]) -> Sequence[Any]:
        """The newest document, and how far into the index a few hits of each piece reach; None where it has fewer."""
        deep = f"(SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s LIMIT 1 OFFSET {_DEEP})"  # noqa: S608
        up = f"(SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s LIMIT 1 OFFSET {_MARK_DEEP})"  # noqa: S608
        down = up.replace(" LIMIT", " ORDER BY rowid DESC LIMIT")
        statement = f"SELECT (SELECT MAX(id) FROM {_TABLE}), {', '.join([up, down, *[deep] * len(pieces)])}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(statement, [quoted(piece) for piece in (mark, mark, *pieces)])
            row: Sequence[Any] = cursor.fetchone()
            return row


def _about(found: Sequence[tuple[int, int, str, int]], most: int) -> int:
    """The index answers in the order of documents, so that what was read tells of what was not."""
    if len(found) < most:
        return len(found)
    first, last = min(found)[0], max(found)[0]
    return len(found) * (found[0][3] - first + 1) // (last - first + 1)


def _rarity(probed: tuple[int | None, str]) -> float:
    return float("inf") if probed[0] is None else probed[0]
