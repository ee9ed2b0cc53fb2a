"""Whether the installation can do its work now."""

import shutil
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from clientele.background.models import Occasion
from clientele.background.queries import longest_wait
from clientele.billing import walls as billing
from clientele.search import walls as search
from clientele.trail import walls as trail
from clientele.upkeep.queries.schema import too_old

LEAST_FREE = 0.05
LONGEST_WAIT = timedelta(minutes=5)
REMEMBERED_SECONDS = 2.0


def reasons_against(*, at: datetime) -> list[str]:
    """Why requests had better go elsewhere, one sentence each; empty where all is well. Writes and takes it back."""
    reasons = []
    for look in (_database, _schema, _walls, _disk, _background):
        try:
            reasons += look(at)
        except DatabaseError as error:
            reasons.append(f"The database says: {' '.join(str(error).split())}")
            break
    return reasons


def remembered(look: Callable[[], list[str]]) -> Callable[[], list[str]]:
    """The same answer for two seconds, so that asking often costs nothing."""
    kept: tuple[float, list[str]] = (float("-inf"), [])

    def answer() -> list[str]:
        nonlocal kept
        if time.monotonic() - kept[0] > REMEMBERED_SECONDS:
            kept = (time.monotonic(), look())
        return kept[1]

    return answer


def _database(at: datetime) -> list[str]:
    with transaction.atomic():
        Occasion.objects.create(schedule="readiness", due_at=at, enqueued_at=at)
        transaction.set_rollback(True)
    return []


def _schema(at: datetime) -> list[str]:
    text = too_old()
    return [text] if text else []


def _walls(at: datetime) -> list[str]:
    return [f"{name} is missing from the database." for name in missing_walls()]


def missing_walls() -> list[str]:
    """Triggers and indexes that should stand beside the tables and do not."""
    return [name for walls in (trail, search, billing) for name in walls.missing_walls(connection)]


def _disk(at: datetime) -> list[str]:
    disks = [shutil.disk_usage(place) for place in {_there(path) for path in _kept_in()}]
    share = min(disk.free / disk.total for disk in disks)
    return [f"Only {share:.0%} of the disk is free."] if share < LEAST_FREE else []


def _kept_in() -> list[Path]:
    """Where this machine keeps things: the data folder, and that of the database where it is a file."""
    file = [Path(str(connection.settings_dict["NAME"])).absolute()] if connection.vendor == "sqlite" else []
    return [Path(settings.DATA), *(path.parent for path in file)]


def _there(path: Path) -> Path:
    """The folder, or the nearest one above it that was made already."""
    return next(folder for folder in (path, *path.parents) if folder.exists())


def _background(at: datetime) -> list[str]:
    wait = longest_wait(at=at)
    return [f"Background work has waited for {wait.seconds // 60} minutes."] if wait > LONGEST_WAIT else []
