"""Work that goes on in the background, waited for with a hand in it."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from django.db import connections
from django.utils import timezone

from clientele.background.operations import bury_the_dead, run_waiting_tasks
from clientele.console.terminal import Progress

LOOK_EVERY = 0.2


def work_off(row: Any, doing: str, *, total: int, is_busy: Callable[[], bool]) -> None:
    """Work with whatever workers there are until the row rests, and show how many it has `done`."""
    with Progress(doing, total) as progress:
        while is_busy():
            hands = Thread(target=_work, daemon=True)
            hands.start()
            while hands.is_alive():
                hands.join(LOOK_EVERY)
                row.refresh_from_db()
                progress.at(row.done)
            row.refresh_from_db()


def _work() -> None:
    try:
        bury_the_dead(at=timezone.now())  # a command that was killed leaves its task to the next one
        run_waiting_tasks()
    finally:
        connections.close_all()
