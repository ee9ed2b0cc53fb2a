"""Putting an archive in the place of what is here, when it is proven beside it; what was here is kept."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from clientele.background.models import Process
from clientele.background.operations.heartbeat import bury_the_dead
from clientele.billing import walls as billing
from clientele.upkeep.operations.archive import BadArchive, Manifest
from clientele.upkeep.operations.backup import back_up, files_folder
from clientele.upkeep.operations.rows import (
    empty_tables,
    every_model,
    insert_lines,
    lines_of,
    reset_counters,
    stored_models,
)
from clientele.upkeep.operations.schema import migrate
from clientele.upkeep.operations.search import rebuild_search
from clientele.upkeep.operations.unpack import unpack
from clientele.upkeep.queries.schema import has_any_table

Doing = Callable[[str], None]


class StillRunning(Exception):
    """Somebody works with the database that is about to be replaced."""


def restore(path: Path, *, at: datetime, doing: Doing = lambda _: None) -> tuple[Manifest, Path | None]:
    """Restore an archive, and answer its manifest and where that which was here before is kept, where there was any.

    Nothing that is here is touched before the archive stands beside it, compared. Raises BadArchive, StillRunning.
    """
    data = Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True)
    refuse_running(at)
    aside = data / f"before-restore-{at:%Y-%m-%d-%H%M%S}"
    doing("Restoring it aside")
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=_beside(data)) as folder:
        with unpack(path, Path(folder)) as (alias, manifest):
            if connection.vendor == "postgresql":
                was_here = _replace_rows(alias, aside, at, doing)
        if connection.vendor == "sqlite":
            was_here = _swap_file(Path(folder) / "clientele.sqlite3", aside)
        _swap_folder(Path(folder) / "files", files_folder(), aside)
    doing("Making the search anew")
    rebuild_search()
    return manifest, aside if was_here or aside.exists() else None


def refuse_running(at: datetime) -> None:
    """Raises StillRunning where workers or a scheduler live, or anybody has the database file open."""
    if not has_any_table():
        return
    if connection.introspection.table_names() and _processes(at):
        raise StillRunning("Clientele is running. Stop it first.")
    if connection.vendor == "sqlite" and not _is_alone():
        raise StillRunning("Another program has the database open. Stop it first.")


def _processes(at: datetime) -> bool:
    if Process._meta.db_table not in connection.introspection.table_names():
        return False
    bury_the_dead(at=at)
    return Process.objects.exists()


def _is_alone() -> bool:
    """Leaving the write-ahead log needs the file for oneself, and puts everything into the one file."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 1000")
        try:
            cursor.execute("PRAGMA journal_mode = DELETE")
            mode = cursor.fetchone()[0]
        except DatabaseError:
            return False
    return bool(mode == "delete")


def _beside(data: Path) -> Path:
    """Where a fresh database file can be renamed into place in one step."""
    return Path(str(connection.settings_dict["NAME"])).parent if connection.vendor == "sqlite" else data


def _swap_file(fresh: Path, aside: Path) -> bool:
    live, was_here = Path(str(connection.settings_dict["NAME"])), has_any_table()
    connection.close()
    if was_here:
        aside.mkdir(mode=0o700)
        shutil.move(live, aside / live.name)
    fresh.replace(live)
    return was_here


def _swap_folder(fresh: Path, live: Path, aside: Path) -> None:
    if live.exists():
        aside.mkdir(mode=0o700, exist_ok=True)
        shutil.move(live, aside / "files")
    shutil.move(fresh, live)


def _replace_rows(alias: str, aside: Path, at: datetime, doing: Doing) -> bool:
    """On PostgreSQL all rows change in one transaction; what was here becomes an archive of its own."""
    was_here = has_any_table()
    migrate()
    if was_here:
        aside.mkdir(mode=0o700)
        doing("Keeping what is here")
        back_up(aside / "clientele.zip", at=at)
    doing("Putting it in place")
    tables = stored_models()
    with transaction.atomic():
        billing.remove_walls()  # or no line could be put back into its invoice
        empty_tables(every_model(), using="default")  # sessions too: they are those of other people
        for model in tables:
            insert_lines(model, lines_of(model, using=alias), using="default")
        reset_counters(tables, using="default")
        connection.check_constraints()
        billing.build_walls()
        _compare(alias)
    return was_here


def _compare(alias: str) -> None:
    for model in stored_models():
        here, there = lines_of(model, using="default"), lines_of(model, using=alias)
        if any(one != other for one, other in zip(here, there, strict=True)):
            raise BadArchive(f"What was put in place of {model._meta.db_table} is not what was stored.")
