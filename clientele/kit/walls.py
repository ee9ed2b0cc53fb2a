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
