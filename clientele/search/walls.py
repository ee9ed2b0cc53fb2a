# ruff: noqa: S608 - the names are our own
"""The index of three-letter pieces, and on SQLite the triggers that keep it; remade after every migration, since
SQLite drops triggers silently when a table is rebuilt."""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from clientele.search.models import INDEX, STRETCH

TABLE = "search_document"

_SQLITE = {
    INDEX: f"""
        CREATE VIRTUAL TABLE {INDEX} USING fts5(
            text, content='{TABLE}', content_rowid='id', columnsize=0, detail=none,
            tokenize='trigram case_sensitive 1')""",
    "search_document_added": f"""
        CREATE TRIGGER search_document_added AFTER INSERT ON {TABLE}
        BEGIN INSERT INTO {INDEX} (rowid, text) VALUES (new.id, new.text); END""",
    "search_document_removed": f"""
        CREATE TRIGGER search_document_removed AFTER DELETE ON {TABLE}
        BEGIN INSERT INTO {INDEX} ({INDEX}, rowid, text) VALUES ('delete', old.id, old.text); END""",
    "search_document_changed": f"""
        CREATE TRIGGER search_document_changed AFTER UPDATE OF text ON {TABLE} WHEN old.text IS NOT new.text
        BEGIN
            INSERT INTO {INDEX} ({INDEX}, rowid, text) VALUES ('delete', old.id, old.text);
            INSERT INTO {INDEX} (rowid, text) VALUES (new.id, new.text);
        END""",
}
_SQLITE_REBUILD = f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')"
_POSTGRESQL = {
    INDEX: f"CREATE INDEX {INDEX} ON {TABLE} USING gin (organization_id, (id >> {STRETCH}), text gin_trgm_ops)",
}


def build_walls(using: str = "default", **_: Any) -> None:
    """Create what is missing; an index whose triggers were gone is filled anew."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    missing = missing_walls(connection)
    parts = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    with connection.cursor() as cursor:
        for name in missing:
            cursor.execute(parts[name])
        if missing and connection.vendor == "sqlite":
            cursor.execute(_SQLITE_REBUILD)


def missing_walls(connection: BaseDatabaseWrapper) -> list[str]:
    """The parts of the index that should stand and do not."""
    parts, query = _SQLITE, "SELECT name FROM sqlite_master"
    if connection.vendor == "postgresql":
        parts, query = _POSTGRESQL, "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    return [name for name in parts if name not in standing]
