from collections.abc import Sequence
from typing import Any

from django.core import checks

from clientele.billing.walls import TABLE, missing_walls
from clientele.kit.walls import missing_parts


def register_checks() -> None:
    """Make `check --database` tell of a missing trigger."""
    checks.register(check_walls, checks.Tags.database)


def check_walls(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Every trigger that freezes finalised invoices stands."""
    return missing_parts(databases, TABLE, missing_walls, told="The trigger {name} is missing.", code="billing.E001")
