from collections.abc import Sequence
from typing import Any

from django.core import checks

from clientele.kit.walls import missing_parts
from clientele.search.walls import TABLE, missing_walls


def register_checks() -> None:
    """Make `check --database` tell of a missing part of the index."""
    checks.register(check_walls, checks.Tags.database)


def check_walls(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """The search index and what keeps it stand."""
    return missing_parts(
        databases, TABLE, missing_walls, told="The part {name} of the search index is missing.", code="search.E001"
    )
