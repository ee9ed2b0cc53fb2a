from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.lookups import BuiltinLookup

from clientele.kit.fields import KeyField, LineField
from clientele.kit.tenancy import Owned
from clientele.search.choices import SHORTEST_FRAGMENT

INDEX = "search_index"
#: PostgreSQL's index can be read for the documents of a stretch alone: those whose keys differ in the last 14 bits.
STRETCH = 14

if TYPE_CHECKING:
    _Lookup = BuiltinLookup[Any]
else:
    _Lookup = BuiltinLookup


class Document(Owned):
    """What can be found of one record: its words in the form they are compared in, and what a hit shows.

    It has no key to its record, as the trail has none, and can be made anew from it at any time. It repeats what its
    record is listed by, so that a page of hits is found without the records that are not on it.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    state = models.CharField(max_length=10)
    title = LineField(max_length=200)
    code = LineField(max_length=50, blank=True)
    detail = LineField(max_length=254, blank=True)
    text = models.TextField()
    name_sort = KeyField(max_length=600)
    created_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "kind", "object_id"], name="one_document_per_record"),
        )
        indexes = (models.Index(fields=["organization", "kind", "name_sort", "object_id"], name="documents_by_name"),)

    def __str__(self) -> str:
        return self.title


class Piece(models.Model):
    """In how many of 10,000 documents a three-letter piece stands, as last sampled; those that are rare are left out.

    It is about the index, as a database's own statistics are, and of no organisation.
    """

    text = KeyField(max_length=3, primary_key=True)
    share = models.PositiveIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(share__gt=0), name="piece_is_common"),)

    def __str__(self) -> str:
        return f"{self.text}: {self.share} of 10,000"


@dataclass(frozen=True)
class Wanted:
    """What a search asks the index: fragments, inside the documents of one mark."""

    mark: str
    fragments: tuple[str, ...]

    @property
    def for_sqlite(self) -> str:
        """The same in the words of FTS5, which knows the pieces and not where they stand."""
        pieces = dict.fromkeys(piece for fragment in self.fragments for piece in pieces_of(fragment))
        return " AND ".join(map(quoted, (self.mark, *pieces)))


def pieces_of(fragment: str) -> list[str]:
    """The three-letter pieces of a fragment, which are the entries of the index."""
    return [fragment[start : start + SHORTEST_FRAGMENT] for start in range(len(fragment) - SHORTEST_FRAGMENT + 1)]


def quoted(piece: str) -> str:
    """A piece in the words of FTS5."""
    return '"{}"'.format(piece.replace('"', '""'))


@models.TextField.register_lookup
class FragmentsLookup(_Lookup):
    """`text__fragments=Wanted(...)`: every fragment stands somewhere in the text, found in the index."""

    lookup_name = "fragments"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        fragments = self.rhs.fragments
        clauses = " AND ".join([f"{column} LIKE %s"] * len(fragments))
        return f"({clauses})", (*params, *(f"%{escaped(fragment)}%" for fragment in fragments))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Written as a list of row numbers: joined to the index instead, a search took half a minute."""
        column, params = self.process_lhs(compiler, connection)
        row = column.rpartition(".")[0] + '."id"'
        holds = f" AND instr({column}, %s) > 0" * len(self.rhs.fragments)
        statement = f"({row} IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s){holds})"  # noqa: S608
        return statement, (*params, self.rhs.for_sqlite, *self.rhs.fragments)


@models.TextField.register_lookup
class HoldsLookup(_Lookup):
    """`text__holds="st"`: the fragment stands in the text of each row looked at, without the index."""

    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        function = "strpos" if connection.vendor == "postgresql" else "instr"
        return f"{function}({column}, %s) > 0", (*params, self.rhs)


def escaped(fragment: str) -> str:
    """A fragment as a part of a pattern of LIKE."""
    return fragment.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
