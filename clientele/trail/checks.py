from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections

from clientele.trail.walls import TABLE, missing_walls


def register_checks() -> None:
    """Make `check --database` tell of a missing trigger."""
    checks.register(check_walls, checks.Tags.database)


def check_walls(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Every trigger that keeps the trail append-only stands."""
    messages: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if TABLE not in connection.introspection.table_names():
            continue
        messages += [
            checks.Error(f"The trigger {name} is missing.", hint="Run: clientele migrate", id="trail.E001")
            for name in missing_walls(connection)
        ]
    return messages
