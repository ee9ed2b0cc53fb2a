"""Queries that every request asks: Django writes their SQL once for each connection, which else costs five times what
the database takes to answer."""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import get_related_populators
from django_scopes import scopes_disabled

Row = TypeVar("Row", bound=models.Model)

_FIRST_NUMBER = 7_310_000_000_000_000_000


class Prepared(Generic[Row]):
    """A query with gaps: `Prepared(lambda user: Member.objects.filter(user=user), user=int)`, then `(user=7)`.

    It is written outside any organisation, so a query over owned rows names the organisation among its gaps.
    """

    def __init__(self, build: Callable[..., "models.QuerySet[Row]"], **gaps: type[int] | type[str]) -> None:
        self._build = build
        self._marks = {
            name: _FIRST_NUMBER + place if kind is int else f"gap-{_FIRST_NUMBER + place}"
            for place, (name, kind) in enumerate(gaps.items())
        }
        self._statements: WeakKeyDictionary[BaseDatabaseWrapper, _Statement[Row]] = WeakKeyDictionary()

    def __call__(self, **values: int | str) -> list[Row]:
        """The rows for these values."""
        here = connections[DEFAULT_DB_ALIAS]
        statement = self._statements.get(here)
        if statement is None:
            statement = self._statements[here] = self._written(here)
        return list(statement.rows(values))

    def _written(self, here: BaseDatabaseWrapper) -> "_Statement[Row]":
        with scopes_disabled():
            query = self._build(**self._marks).query
        return _Statement(query.get_compiler(connection=here), {mark: name for name, mark in self._marks.items()})


class PreparedValues:
    """The same for a query of values, whose rows are tuples."""

    def __init__(self, build: Callable[..., "models.QuerySet[Any, Any]"], **gaps: type[int] | type[str]) -> None:
        self._query: Prepared[Any] = Prepared(build, **gaps)

    def __call__(self, **values: int | str) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        return self._query(**values)


class _Statement(Generic[Row]):
    """The SQL of a query on one connection, and how its rows become records."""

    def __init__(self, compiler: Any, names: dict[int | str, str]) -> None:
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

    def rows(self, values: dict[str, int | str]) -> Iterator[Row]:
        params = [param if name is None else values[name] for name, param in self._params]
        with self._compiler.connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchall()
        for row in self._compiler.apply_converters(found, self._converters) if self._converters else found:
            if self._model is None:
                yield tuple(row)  # type: ignore[misc]
                continue
            record = self._model.from_db(
                self._compiler.connection.alias, self._attributes, row[self._start : self._end]
            )
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
