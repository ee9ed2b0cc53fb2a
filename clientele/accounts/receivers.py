"""What happens when the database has been migrated."""

from typing import Any

from django.core.management import call_command


def make_shared_cache(using: str = "default", **_: Any) -> None:
    """Create the table in which processes share rate limits, where it is missing."""
    call_command("createcachetable", database=using, verbosity=0)
