"""Queries that every request asks: Django writes their SQL once for each connection, which else costs five times what
the database takes to answer."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.query import get_related_populators
from django_scopes import scopes_disabled

from clientele.kit.lookups import keys_as_text

Row = TypeVar("Row", bound=models.Model)
Kind = type[int] | type[str] | type[date] | type[datetime] | type[list]
Value = int | str | date | datetime | Sequence[int]

_FIRST_NUMBER = 7_310_000_000_000_000_000
_FIRST_MOMENT = datetime(7310, 1, 1, tzinfo=UTC)


class Prepared(Generic[Row]):
    """A query with gaps: `Prepared(lambda user: Member.objects.filter(user=user), user=int)`, then `(user=7)`.

    It is written outside any organisation, so a query over owned rows names the organisation among its gaps. A gap of
    the kind `list` takes keys, for `pk__among`. PostgreSQL plans it once too, unless how best to find the rows hangs
    on keys, days or moments; where the gaps do not tell, it is said: `Prepared(build, False, ...)`, or `True`.
    The finished statement may stand in another, `around`, in the place of its braces.
    """

    def __init__(
        self,
        build: Callable[..., "models.QuerySet[Row]"],
        plans_once: bool | None = None,
        around: str = "{}",
        /,
        **gaps: Kind,
    ) -> None:
        self._build, self._around = build, around
        self._marks = {name: _mark(kind, place) for place, (name, kind) in enumerate(gaps.items())}
        are_alike = not {date, datetime, list} & set(gaps.values())
        self._is_planned_once = are_alike if plans_once is None else plans_once
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
        return _Statement(query.get_compiler(connection=here), names, self._is_planned_once, self._around)


def _mark(kind: Kind, place: int) -> int | str | date:
    """A value that nobody else would write, by which the place of a gap is found in the finished statement."""
    if kind is datetime:
        return _FIRST_MOMENT + timedelta(days=place)
    if kind is date:
        return _FIRST_MOMENT.date() + timedelta(days=place)
    return _FIRST_NUMBER + place if kind is int else f"gap-{_FIRST_NUMBER + place}"


def _given(here: BaseDatabaseWrapper, value: Value) -> Any:
    """The value as the database takes it."""
    if isinstance(value, (int, str)):
        return value
    if isinstance(value, datetime):
        return here.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return here.ops.adapt_datefield_value(value)
    return keys_as_text(value, here.vendor)


class PreparedValues:
    """The same for a query of values, whose rows are tuples."""

    def __init__(
        self, build: Callable[..., "models.QuerySet[Any, Any]"], plans_once: bool | None = None, /, **gaps: Kind
    ) -> None:
        self._query: Prepared[Any] = Prepared(build, plans_once, **gaps)

    def __call__(self, **values: Value) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        return self._query(**values)


class PreparedFew:
    """A query of keys of which only few are wanted: of more than `most`, none leaves the database."""

    def __init__(self, build: Callable[..., "models.QuerySet[Any, Any]"], most: int, /, **gaps: Kind) -> None:
        around = (
            "WITH found (key) AS ({}), number AS (SELECT COUNT(*) AS number FROM found)"  # noqa: S608
            f" SELECT key FROM found WHERE (SELECT number FROM number) <= {most}"
            f" UNION ALL SELECT NULL FROM number WHERE number > {most}"
        )
        self._query: Prepared[Any] = Prepared(lambda **marks: build(**marks)[: most + 1], None, around, **gaps)

    def __call__(self, **values: Value) -> list[int] | None:
        """The keys for these values; None where they are too many."""
        keys = [key for (key,) in self._query(**values)]
        return None if keys == [None] else keys


class _Statement(Generic[Row]):
    """The SQL of a query on one connection, and how its rows become records."""

    def __init__(self, compiler: Any, names: dict[Any, str], is_planned_once: bool, around: str) -> None:
        statement, params = compiler.as_sql()
        self._sql = around.replace("{}", statement)
        self._params = [(names.get(param), param.value if isinstance(param, Enum) else param) for param in params]
        self._cursor = planning_cursor if is_planned_once else _plain_cursor
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
        with self._cursor(here) as cursor:
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


def _plain_cursor(here: BaseDatabaseWrapper) -> CursorWrapper:
    return here.cursor()


def planning_cursor(here: Any) -> CursorWrapper:
    """A cursor that on PostgreSQL leaves the values out of the statement, by which the server knows it again: it is not
    planned anew, and a large value is not written into it."""
    if here.vendor != "postgresql" or here.settings_dict["OPTIONS"].get("prepare_threshold") is None:
        return _plain_cursor(here)
    here.close_if_health_check_failed()
    here.ensure_connection()
    cursor: CursorWrapper = here._prepare_cursor(here.Database.Cursor(here.connection))
    return cursor


def fetched(rows: "models.QuerySet[Any, Any]") -> list[Any]:
    """The rows of a `values_list()` of numbers and texts just as the database gives them, several thousand at once."""
    try:
        statement, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()
