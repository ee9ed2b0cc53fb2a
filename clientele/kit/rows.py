"""Writes many rows of one model at the speed of the database, past the ORM's work on every single value."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any, TypeVar

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.db.models.base import ModelState

from clientele.kit.amounts import AmountField

Row = TypeVar("Row", bound=models.Model)

_WORTH_COPYING = 20
_AT_ONCE, _MOST_VALUES = 500, 32_766  # what every SQLite takes in one statement
_AS_IT_IS = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


def blank_row(model: type[models.Model]) -> list[Any]:
    """The default of every column of a model, in the model's own order; the id and what has no default are None."""
    return list(_defaults(model))


def filled(model: type[models.Model], **values: Any) -> list[Any]:
    """A row of a model with these values, by the names of their attributes, and its defaults."""
    row, places = blank_row(model), positions(model)
    for name, value in values.items():
        row[places[name]] = value
    return row


@cache
def _defaults(model: type[models.Model]) -> tuple[Any, ...]:
    """Only fixed defaults: a column whose default is made anew for each row must be given."""
    return tuple(
        field.default if field.has_default() and not callable(field.default) else _empty(field)
        for field in model._meta.concrete_fields
    )


def _empty(field: models.Field[Any, Any]) -> str | None:
    return "" if field.empty_strings_allowed and not field.null else None


@cache
def positions(model: type[models.Model]) -> dict[str, int]:
    """Where each column stands in a row of the model, by the name of its attribute."""
    return {field.attname: index for index, field in enumerate(model._meta.concrete_fields)}


def insert_rows(model: type[Row], rows: Sequence[list[Any]]) -> list[Row]:
    """Insert rows, each with a value for every column in the model's order, and answer them as records.

    The ids are taken from the model's own sequence. Nothing is validated here but by the database.
    """
    write_rows(model, rows)
    columns, alias = tuple(positions(model)), connection.alias
    return [_record(model, columns, row, alias) for row in rows]


def _record(model: type[Row], columns: Sequence[str], row: list[Any], alias: str) -> Row:
    """A record of what is known to be in the database, made as Django makes one from a pickle, past `__init__`."""
    record = model.__new__(model)
    record.__dict__.update(zip(columns, row, strict=True))
    record._state = ModelState()
    record._state.adding, record._state.db = False, alias
    return record


def write_rows(model: type[models.Model], rows: Sequence[list[Any]]) -> None:
    """Insert rows as `insert_rows` does, for whoever does not need the records; each row gets its id."""
    if rows:
        for row, pk in zip(rows, _reserved_ids(model, len(rows)), strict=True):
            row[0] = pk
        _refuse_foreign(model, rows)
        _write(model, rows)


def _refuse_foreign(model: type[models.Model], rows: Sequence[list[Any]]) -> None:
    """One record of each organisation stands for all of it."""
    place = positions(model).get("organization_id")
    if place is not None:
        for row in {row[place]: row for row in rows}.values():
            model(*row).refuse_foreign_organization()  # type: ignore[attr-defined]


def _write(model: type[models.Model], rows: Sequence[list[Any]]) -> None:
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    adapted = [(index, _adapter(field)) for index, field in enumerate(fields) if not _is_plain(field)]
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"
    ready = (_adapted(row, adapted) for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _insert_many(cursor, f"INSERT INTO {into}", len(fields), ready)
        elif len(rows) < _WORTH_COPYING:
            cursor.execute(f"INSERT INTO {into} {values_of(len(fields), len(rows))}", list(chain.from_iterable(ready)))
        else:
            with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)


def _insert_many(cursor: CursorWrapper, insertion: str, width: int, rows: Iterator[list[Any]]) -> None:
    """Hundreds of rows in one statement: Python's other threads go on while SQLite is at it, and not between two."""
    at_once = min(_AT_ONCE, _MOST_VALUES // width)
    while len(some := list(islice(rows, at_once))) == at_once:
        cursor.execute(f"{insertion} {values_of(width, at_once)}", list(chain.from_iterable(some)))
    if some:
        cursor.executemany(f"{insertion} {values_of(width, 1)}", some)


def values_of(width: int, rows: int) -> str:
    """The clause of an insertion of so many rows."""
    row = ", ".join(["%s"] * width)
    return "VALUES " + ", ".join([f"({row})"] * rows)


def _adapted(row: list[Any], adapted: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    row = row.copy()
    for index, adapt in adapted:
        if row[index] is not None:
            row[index] = adapt(row[index])
    return row


def _is_plain(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, _AS_IT_IS) and not isinstance(field, AmountField)


def _adapter(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a column's value is handed to the database; what stands in many rows is adapted once.

    JSON goes as the text it is: PostgreSQL's driver would write it anew for every row.
    """
    known: dict[int, Any] = {}
    prepared = _as_json if isinstance(field, models.JSONField) else field.get_db_prep_save

    def adapt(value: Any) -> Any:
        if (key := id(value)) not in known:
            known[key] = prepared(value, connection)
        return known[key]

    return adapt


def _as_json(value: Any, _: Any) -> str:
    return json.dumps(value)


def _reserved_ids(model: type[models.Model], number: int) -> Sequence[int]:
    """Ids that nobody else gets, taken inside the caller's transaction, which on SQLite is the only one that writes."""
    key = model._meta.pk
    assert key is not None
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            last = found[0] if found else 0
            return range(last + 1, last + 1 + number)
        cursor.execute(
            "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) FROM generate_series(1, %s)",
            [table, key.column, number],
        )
        return [row[0] for row in cursor.fetchall()]
