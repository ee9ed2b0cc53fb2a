"""Rows as lines of JSON that mean the same on every database, and back."""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps as present
from django.core.management.color import no_style
from django.db import connections, models

BATCH = 1_000

#: What means nothing elsewhere: signed-in browsers, living processes, backups made, what is made anew from the rest.
LEFT_OUT = frozenset(
    {"django_session", "usersessions_usersession", "background_process", "upkeep_backup", "search_document"}
)

Model = type[models.Model]


def every_model(registry: Any = present) -> list[Model]:
    """Every table, by name; `registry` may be that of an earlier version."""
    found: dict[str, Model] = {
        model._meta.db_table: model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return [found[table] for table in sorted(found)]


def stored_models(registry: Any = present) -> list[Model]:
    """Every table that a backup holds, by name."""
    return [model for model in every_model(registry) if model._meta.db_table not in LEFT_OUT]


def columns_of(model: Model) -> list[str]:
    """The model's columns, by name: their order in the table differs from one history to another."""
    return [str(field.column) for field in _fields_of(model)]


def lines_of(model: Model, *, using: str) -> Iterator[bytes]:
    """Every row, in the order of its key, as one line."""
    names = [field.attname for field in _fields_of(model)]
    everything: models.QuerySet[Any] = models.QuerySet(model=model, using=using)
    rows = everything.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        yield line_of(row)


def line_of(row: Sequence[Any]) -> bytes:
    """One row; the same values always give the same bytes."""
    text = json.dumps([_portable(value) for value in row], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def insert_lines(model: Model, lines: Iterable[bytes], *, using: str) -> int:
    """Put lines back as rows, and answer how many; constraints are looked at when the transaction ends."""
    connection = connections[using]
    fields = _fields_of(model)
    quote = connection.ops.quote_name
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns_of(model)))})"  # noqa: S608
        f" VALUES ({', '.join(['%s'] * len(fields))})"
    )
    source, number = iter(lines), 0
    with connection.cursor() as cursor:
        while some := [_row(fields, line, connection) for line in islice(source, BATCH)]:
            cursor.executemany(statement, some)
            number += len(some)
    return number


def empty_tables(tables: Sequence[Model], *, using: str) -> None:
    """Take every row away, whatever guards them: only ever where a whole database is replaced."""
    connection = connections[using]
    quoted = [connection.ops.quote_name(model._meta.db_table) for model in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quoted)} CASCADE")
            return
        for table in quoted:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def reset_counters(tables: Sequence[Model], *, using: str) -> None:
    """Let new rows be numbered after those that are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def _fields_of(model: Model) -> list[Any]:
    return sorted(model._meta.local_concrete_fields, key=lambda field: str(field.column))


def _row(fields: Sequence[Any], line: bytes, connection: Any) -> list[Any]:
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(fields):
        raise ValueError("a row has another number of columns than its table")
    return [
        field.get_db_prep_save(field.to_python(value) if value is not None else None, connection)
        for field, value in zip(fields, values, strict=True)
    ]


def _portable(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value
