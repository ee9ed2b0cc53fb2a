"""Questions about the database's shape."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from clientele.kit.numbers import counted


def missing_migrations() -> list[str]:
    """Steps that this version of the program needs and the database has not taken, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def unknown_migrations() -> list[str]:
    """Steps that the database has taken and this version of the program does not know: it is older."""
    loader = MigrationExecutor(connection).loader
    ours = {app for app, _ in loader.disk_migrations}
    known = set(loader.disk_migrations)
    taken = [key for key in loader.applied_migrations if key[0] in ours and key not in known]
    return sorted(f"{app}.{name}" for app, name in taken)


def too_new() -> str:
    """The sentence that the database is newer than the program; nothing where it is not."""
    unknown = unknown_migrations()
    return f"The database is newer than this version of Clientele ({unknown[-1]})." if unknown else ""


def too_old() -> str:
    """The sentence that the database is older than the program; nothing where it is not."""
    missing = missing_migrations()
    return f"The database needs {counted(len(missing), 'step')} to this version." if missing else ""


def has_any_table() -> bool:
    """Whether anything was ever migrated here."""
    return MigrationRecorder(connection).has_table()
