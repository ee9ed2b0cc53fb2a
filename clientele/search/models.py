from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models.lookups import BuiltinLookup

from clientele.kit.fields import LineField
from clientele.kit.tenancy import Owned

INDEX = "search_index"

if TYPE_CHECKING:
    _Lookup = BuiltinLookup[Any]
else:
    _Lookup = BuiltinLookup


class Document(Owned):
    """What can be found of one record: its words in the form they are compared in, and what a hit shows.

    It has no key to its record, as the trail has none, and can be made anew from it at any time.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    state = models.CharField(max_length=10)
    title = LineField(max_length=200)
    code = LineField(max_length=50, blank=True)
    detail = LineField(max_length=254, blank=True)
    text = models.TextField()

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "kind", "object_id"], name="one_document_per_record"),
        )

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True)
class Wanted:
    """What a search asks the index: fragments, inside the documents of one mark, at most so many (0: all)."""

    mark: str
    fragments: tuple[str, ...]
    most: int = 0

    @property
    def for_sqlite(self) -> str:
        """The same in the words of FTS5."""
        return " AND ".join('"{}"'.format(piece.replace('"', '""')) for piece in (self.mark, *self.fragments))


@models.TextField.register_lookup
class FragmentsLookup(_Lookup):
    """`text__fragments=Wanted(...)`: every fragment stands somewhere in the text, found in the index."""

    lookup_name = "fragments"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        fragments = self.rhs.fragments
        clauses = " AND ".join([f"{column} LIKE %s"] * len(fragments))
        return f"({clauses})", (*params, *(f"%{_escaped(fragment)}%" for fragment in fragments))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Written as a list of row numbers: joined to the index instead, a search took half a minute."""
        column, params = self.process_lhs(compiler, connection)
        row = column.rpartition(".")[0] + '."id"'
        most = f" LIMIT {int(self.rhs.most)}" if self.rhs.most else ""
        statement = f"{row} IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s{most})"  # noqa: S608
        return statement, (*params, self.rhs.for_sqlite)


@models.TextField.register_lookup
class HoldsLookup(_Lookup):
    """`text__holds="st"`: the fragment stands in the text of each row looked at, without the index."""

    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        function = "strpos" if connection.vendor == "postgresql" else "instr"
        return f"{function}({column}, %s) > 0", (*params, self.rhs)


def _escaped(fragment: str) -> str:
    return fragment.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def rows_of_index(wanted: Wanted) -> list[int]:
    """The rows SQLite's index knows to hold the fragments, which are the ids of documents, without looking at these."""
    with connection.cursor() as cursor:
        statement = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s LIMIT %s"  # noqa: S608 - our own name
        cursor.execute(statement, [wanted.for_sqlite, wanted.most])
        return [row for (row,) in cursor.fetchall()]
