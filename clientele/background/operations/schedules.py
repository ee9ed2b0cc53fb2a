"""Work that comes round: declared by each slice, put in the queue once for each due time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from django.db import IntegrityError, transaction
from django_tasks.base import Task

from clientele.background.models import Occasion

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_SCHEDULES: dict[str, "Schedule"] = {}

log = structlog.get_logger("clientele.background")


@dataclass(frozen=True)
class Schedule:
    """A task without arguments that is due every so often, counted from midnight UTC plus `offset`."""

    name: str
    task: Task[[], Any]
    every: timedelta
    offset: timedelta = timedelta()

    def latest_due(self, at: datetime) -> datetime:
        """The last due time that is not after a moment."""
        start = _EPOCH + self.offset
        return start + ((at - start) // self.every) * self.every


def declare(*schedules: Schedule) -> None:
    """Add a slice's schedules; called from its AppConfig."""
    for schedule in schedules:
        if _SCHEDULES.setdefault(schedule.name, schedule) is not schedule:
            raise ValueError(f"declared twice: {schedule.name}")


def declared() -> list[Schedule]:
    """Every schedule, by name."""
    return [_SCHEDULES[name] for name in sorted(_SCHEDULES)]


def enqueue_due(*, at: datetime) -> list[str]:
    """Enqueue what is due and was not enqueued yet, and answer its names; due times missed while nothing ran are
    made good by one run."""
    return [schedule.name for schedule in declared() if _enqueue_once(schedule, at)]


def _enqueue_once(schedule: Schedule, at: datetime) -> bool:
    due = schedule.latest_due(at)
    if Occasion.objects.filter(schedule=schedule.name, due_at=due).exists():
        return False
    try:
        with transaction.atomic():
            Occasion.objects.create(schedule=schedule.name, due_at=due, enqueued_at=at)
            schedule.task.enqueue()
    except IntegrityError:
        return False  # another scheduler was quicker
    log.info("schedule.enqueued", schedule=schedule.name, due_at=due.isoformat())
    return True
