"""Queries that every request asks: Django writes their SQL once for each connection, which else costs five times what
the database takes to answer."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import get_related_populators
from django_scopes import scopes_disabled

from clientele.kit.lookups import keys_as_text

Row = TypeVar("Row", bound=models.Model)
Kind = type[int] | type[str] | type[datetime] | type[list]
Value = int | str | datetime | Sequence[int]

_FIRST_NUMBER = 7_310_000_000_000_000_000
_FIRST_MOMENT = datetime(7310, 1, 1, tzinfo=UTC)


class Prepared(Generic[Row]):
    """A query with gaps: `Prepared(lambda user: Member.objects.filter(user=user), user=int)`, then `(user=7)`.

    It is written outside any organisation, so a query over owned rows names the organisation among its gaps. A gap of
    the kind `list` takes keys, for `pk__among`.
    """

    def __init__(self, build: Callable[..., "models.QuerySet[Row]"], **gaps: Kind) -> None:
        self._build = build
        self._marks = {name: _mark(kind, place) for place, (name, kind) in enumerate(gaps.items())}
        self._statements: WeakKeyDictionary[BaseDatabaseWrapper, _Statement[Row]] = WeakKeyDictionary()

    def __call__(self, **values: Value) -> list[Row]:
        """The rows for these values."""
        here = connections[DEFAULT_DB_ALIAS]
        statement = self._statements.get(here)
        if statement is None:
            statement = self._statements[here] = self._written(here)
        return list(statement.rows(values))

    def _written(self, here: BaseDatabaseWrapper) -> "_Statement[Row]":
        with scopes_disabled():
            query = self._build(**self._marks).query
        names = {_given(here, mark): name for name, mark in self._marks.items()}
        return _Statement(query.get_compiler(connection=here), names)


def _mark(kind: Kind, place: int) -> int | str | datetime:
    """A value that nobody else would write, by which the place of a gap is found in the finished statement."""
    if kind is datetime:
        return _FIRST_MOMENT + timedelta(days=place)
    return _FIRST_NUMBER + place if kind is int else f"gap-{_FIRST_NUMBER + place}"


def _given(here: BaseDatabaseWrapper, value: Value) -> Any:
    """The value as the database takes it."""
    if isinstance(value, (int, str)):
        return value
    if isinstance(value, datetime):
        return here.ops.adapt_datetimefield_value(value)
    return keys_as_text(value, here.vendor)


class PreparedValues:
    """The same for a query of values, whose rows are tuples."""

    def __init__(self, build: Callable[..., "models.QuerySet[Any, Any]"], **gaps: Kind) -> None:
        self._query: Prepared[Any] = Prepared(build, **gaps)

    def __call__(self, **values: Value) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        return self._query(**values)


class _Statement(Generic[Row]):
    """The SQL of a query on one connection, and how its rows become records."""

    def __init__(self, compiler: Any, names: dict[Any, str]) -> None:
        self._sql, params = compiler.as_sql()
        self._params = [(names.get(param), param) for param in params]
        told = compiler.klass_info if compiler.query.default_cols else None
        self._compiler, self._model = compiler, told and told["model"]
        self._converters = compiler.get_converters([column[0] for column in compiler.select])
        if not told:
            return
        columns = told["select_fields"]
        self._start, self._end = columns[0], columns[-1] + 1
        self._attributes = [column[0].target.attname for column in compiler.select[self._start : self._end]]
        populators: Any = get_related_populators
        self._related = populators(told, compiler.select, compiler.connection.alias)

    def rows(self, values: dict[str, Value]) -> Iterator[Row]:
        here = self._compiler.connection
        params = [param if name is None else _given(here, values[name]) for name, param in self._params]
        with here.cursor() as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchall()
        for row in self._compiler.apply_converters(found, self._converters) if self._converters else found:
            if self._model is None:
                yield tuple(row)  # type: ignore[misc]
                continue
            record = self._model.from_db(here.alias, self._attributes, row[self._start : self._end])
            for populator in self._related:
                populator.populate(row, record)
            yield record


def fetched(rows: "models.QuerySet[Any, Any]") -> list[Any]:
    """The rows of a `values_list()` of numbers and texts just as the database gives them, several thousand at once."""
    try:
        statement, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()
