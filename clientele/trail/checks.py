from collections.abc import Sequence
from typing import Any

from django.core import checks

from clientele.kit.walls import missing_parts
from clientele.trail.walls import TABLE, missing_walls


def register_checks() -> None:
    """Make `check --database` tell of a missing trigger."""
    checks.register(check_walls, checks.Tags.database)


def check_walls(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Every trigger that keeps the trail append-only stands."""
    return missing_parts(databases, TABLE, missing_walls, told="The trigger {name} is missing.", code="trail.E001")
