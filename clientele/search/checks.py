from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections

from clientele.search.walls import TABLE, missing_walls


def register_checks() -> None:
    """Make `check --database` tell of a missing part of the index."""
    checks.register(check_walls, checks.Tags.database)


def check_walls(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """The search index and what keeps it stand."""
    messages: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if TABLE not in connection.introspection.table_names():
            continue
        messages += [
            checks.Error(
                f"The part {name} of the search index is missing.", hint="Run: clientele migrate", id="search.E001"
            )
            for name in missing_walls(connection)
        ]
    return messages
