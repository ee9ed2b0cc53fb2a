"""A database beside the real one, for as long as a block lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

_NUMBERS = count(1)


@contextmanager
def scratch_database(path: Path) -> Iterator[str]:
    """The alias of an empty SQLite database in that file."""
    alias = f"scratch-{next(_NUMBERS)}"  # a restore makes a backup while it goes on
    wanted = {"NAME": str(path), **settings.SQLITE}
    configured = connections.configure_settings({"default": connections.settings["default"], alias: wanted})
    connections.settings[alias] = configured[alias]
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def bring_to(migrations: set[tuple[str, str]], *, using: str) -> Any:
    """Take just these steps, as an earlier version did, and answer the models as they were then."""
    executor = MigrationExecutor(connections[using])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    some = [step for step in plan if (step[0].app_label, step[0].name) in migrations]
    executor.recorder.ensure_schema()
    with _in_place_of_the_real_one(using):
        return executor.migrate([], plan=some).apps


def bring_to_present(*, using: str) -> None:
    """Take every step that is left, with triggers and indexes, and the shared cache's table."""
    with _in_place_of_the_real_one(using):
        call_command("migrate", database=using, interactive=False, verbosity=0)
        call_command("createcachetable", database=using, verbosity=0)


@contextmanager
def _in_place_of_the_real_one(using: str) -> Iterator[None]:
    """Some libraries' migrations reach for the default database, whichever one is migrated."""
    real = connections["default"]
    connections["default"] = connections[using]
    try:
        yield
    finally:
        connections["default"] = real
