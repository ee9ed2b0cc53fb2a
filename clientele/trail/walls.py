"""Triggers that make the trail append-only on both databases; remade after every migration, since SQLite drops them
silently when a table is rebuilt."""

from itertools import product
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from clientele.kit.walls import missing_triggers

TABLE = "trail_entry"
TABLES = (TABLE, "trail_seal")
VERBS = ("update", "delete")
NAMES = tuple(f"{table}_refuses_{verb}" for table in TABLES for verb in VERBS)

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_refuses_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION trail_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the trail is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION trail_refuses()
"""


def build_walls(using: str = "default", **_: Any) -> None:
    """Create the triggers where they are missing."""
    connection = connections[using]
    template = _SQLITE
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
            template = _POSTGRESQL
        for table, verb in product(TABLES, VERBS):
            cursor.execute(template.format(table=table, verb=verb))


def remove_walls(using: str = "default") -> None:
    """Take the triggers away: for tests that empty whole tables, and for nothing else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table, verb in product(TABLES, VERBS):
            suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_refuses_{verb}{suffix}")


def missing_walls(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand and do not."""
    return missing_triggers(connection, NAMES)
