"""Triggers that make the trail append-only on both databases; remade after every migration, since SQLite drops them
silently when a table is rebuilt."""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "trail_entry"
NAMES = ("trail_entry_refuses_update", "trail_entry_refuses_delete")

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS trail_entry_refuses_{verb_lower} BEFORE {verb} ON trail_entry
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION trail_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the trail is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER trail_entry_refuses_{verb_lower} BEFORE {verb} ON trail_entry
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
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(template.format(verb=verb, verb_lower=verb.lower()))


def remove_walls(using: str = "default") -> None:
    """Take the triggers away: for tests that empty whole tables, and for nothing else."""
    connection = connections[using]
    suffix = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def missing_walls(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand and do not."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    return [name for name in NAMES if name not in standing]
