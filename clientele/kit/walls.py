"""What a slice keeps in the database beside its tables, such as triggers: told when a part of it is missing."""

from collections.abc import Callable, Iterable, Sequence

from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


def missing_parts(
    databases: Sequence[str] | None,
    table: str,
    missing: Callable[[BaseDatabaseWrapper], Iterable[str]],
    *,
    told: str,
    code: str,
) -> list[checks.CheckMessage]:
    """An error for each part that should stand beside a table that is there; `told` is its sentence with {name}."""
    return [
        checks.Error(told.format(name=name), hint="Run: clientele migrate", id=code)
        for connection in map(connections.__getitem__, databases or ())
        if table in connection.introspection.table_names()
        for name in missing(connection)
    ]


def missing_triggers(connection: BaseDatabaseWrapper, names: Iterable[str]) -> list[str]:
    """The triggers that should stand and do not."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    return [name for name in names if name not in standing]
