"""The loops of the two background processes; each ends when it is told to stop."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import structlog
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clientele.background.choices import BEAT_EVERY, ProcessKind
from clientele.background.models import Process
from clientele.background.operations import heartbeat
from clientele.background.operations.running import Interrupted, claim_next, give_back, run_claimed
from clientele.background.operations.schedules import enqueue_due

LOOK_EVERY = 0.5
LOOK_FOR_THE_DEAD_EVERY = 5.0
LONGEST_WAIT = 10.0
MOST_AT_ONCE = 1_000

log = structlog.get_logger("clientele.background")


def run_waiting_tasks() -> list[DBTaskResult]:
    """Run in this process what waits and is due, also what that enqueues, and answer the results as they ended.

    For tests and for a program that ends at once; workers do the same for as long as they live.
    """
    process = heartbeat.enter(ProcessKind.WORKER)
    done: list[DBTaskResult] = []
    while len(done) < MOST_AT_ONCE and (claimed := claim_next(process.name)):
        run_claimed(claimed)
        done.append(claimed)
    heartbeat.leave(process)
    for result in done:
        result.refresh_from_db()
    return done


def work(stop: Event) -> None:
    """Run tasks one after another until told to stop; a task that is running is finished first.

    One whose end could not be written, because the database was away, goes back as soon as that is there again.
    """
    unended: list[DBTaskResult] = []
    with _living(ProcessKind.WORKER, stop) as process:

        def one_task() -> float:
            while unended:
                give_back(unended[-1], at=timezone.now())
                unended.pop()
            claimed = claim_next(process.name)
            if claimed is None:
                return LOOK_EVERY
            unended.append(claimed)
            run_claimed(claimed)
            unended.pop()
            return 0.0

        with contextlib.suppress(Interrupted):
            _again_and_again(one_task, stop)


def schedule(stop: Event) -> None:
    """Enqueue what comes round and look after the tasks of the dead, until told to stop."""
    with _living(ProcessKind.SCHEDULER, stop):

        def one_round() -> float:
            heartbeat.bury_the_dead(at=timezone.now())
            enqueue_due(at=timezone.now())
            return LOOK_FOR_THE_DEAD_EVERY

        _again_and_again(one_round, stop)


def _again_and_again(step: Callable[[], float], stop: Event) -> None:
    """Take steps, waiting as long as each says; while the database is away, longer each time."""
    failures = 0
    while not stop.is_set():
        close_old_connections()
        try:
            pause = step()
            failures = 0
        except DatabaseError as error:
            failures += 1
            pause = min(LOOK_EVERY * 2**failures, LONGEST_WAIT)
            log.warning("database.unavailable", error=str(error).strip(), seconds=pause)
            with contextlib.suppress(DatabaseError):
                connection.close()
        stop.wait(pause)


@contextmanager
def _living(kind: ProcessKind, stop: Event) -> Iterator[Process]:
    """Enter, beat from a thread of its own for as long as the block runs, and leave."""
    process = heartbeat.enter(kind)
    log.info("process.started", name=process.name)
    ended = Event()
    thread = Thread(target=_beat_until, args=(process, ended), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield process
    finally:
        ended.set()
        thread.join()
        with contextlib.suppress(DatabaseError):
            heartbeat.leave(process)
        log.info("process.ended", name=process.name)


def _beat_until(process: Process, ended: Event) -> None:
    while not ended.wait(BEAT_EVERY.total_seconds()):
        close_old_connections()
        try:
            heartbeat.beat(process)
        except DatabaseError as error:
            log.warning("heartbeat.missed", error=str(error).strip())
    connection.close()
