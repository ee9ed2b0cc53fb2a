"""Who lives, and what becomes of the work of the dead.

Times are the database's own, so that the clocks of several machines do not matter.
"""

import contextlib
import os
import secrets
import socket
from datetime import datetime
from pathlib import Path

import structlog
from django.db import transaction
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from clientele.background.choices import DEAD_AFTER, MOST_DEATHS, GaveUp, ProcessKind
from clientele.background.models import Process
from clientele.background.operations.running import fail, give_back

WORKER_DIED = "clientele.background.WorkerDied"

log = structlog.get_logger("clientele.background")


def this_machine() -> str:
    """A name for the place in which process ids mean what they mean here: host, and container where there are any."""
    with contextlib.suppress(OSError):
        return f"{socket.gethostname()[:80]}/{Path('/proc/self/ns/pid').stat().st_ino}"
    return socket.gethostname()[:100]


def enter(kind: ProcessKind) -> Process:
    """Say that this process has begun."""
    name = f"{kind}-{os.getpid()}-{secrets.token_hex(6)}"
    return Process.objects.create(name=name, kind=kind, machine=this_machine(), pid=os.getpid())


def beat(process: Process) -> None:
    """Say that this process lives; one that was taken for dead comes back."""
    if not Process.objects.filter(name=process.name).update(beat_at=Now()):
        Process.objects.create(name=process.name, kind=process.kind, machine=process.machine, pid=process.pid)


def leave(process: Process) -> None:
    """Say that this process ends."""
    Process.objects.filter(name=process.name).delete()


def bury_the_dead(*, at: datetime) -> int:
    """Forget processes that died, give their tasks to others, and answer how many tasks that were.

    Dead is who was silent for a minute, or whose process id is gone from this machine. A task that outlived five
    workers is failed: it is what kills them.
    """
    running = list(DBTaskResult.objects.running())  # read first: who claims later has entered by then
    for process in _dead():
        log.warning("process.died", name=process.name)
        leave(process)
    alive = set(Process.objects.values_list("name", flat=True))
    orphans = [task for task in running if not alive.intersection(task.worker_ids[-1:])]
    return sum(_return_to_the_queue(task, at) for task in orphans)


def _dead() -> list[Process]:
    silent = Process.objects.filter(beat_at__lt=Now() - DEAD_AFTER)
    gone = [process for process in Process.objects.filter(machine=this_machine()) if not _lives(process.pid)]
    return list({process.pk: process for process in [*silent, *gone]}.values())


def _lives(pid: int) -> bool:
    if os.name == "nt":  # there a signal to look is a signal to end
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@transaction.atomic
def _return_to_the_queue(task: DBTaskResult, at: datetime) -> bool:
    if len(task.worker_ids) >= MOST_DEATHS:
        log.error("task.failed", task=task.task_path, id=str(task.pk), error="its worker died each time")
        told = "The worker died each time it ran this."
        return fail(task, why=GaveUp.WORKER_DIED, reason=WORKER_DIED, at=at, traceback=told)
    log.warning("task.returned", task=task.task_path, id=str(task.pk))
    return give_back(task, at=at)
