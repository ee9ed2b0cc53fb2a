"""Running a task: claimed in one short transaction, run outside of it, its end written only by whom it belongs to."""

from collections.abc import Callable
from datetime import datetime
from traceback import format_exception
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from clientele.background.choices import GaveUp
from clientele.background.durable import ALWAYS_PASSING, DurableTask

log = structlog.get_logger("clientele.background")


class Interrupted(BaseException):
    """The worker has to stop now; the task goes back for another one."""


def claim_next(worker: str) -> DBTaskResult | None:
    """Give the next due task to a worker: highest priority, then longest due; nobody else gets it meanwhile."""
    ready = DBTaskResult.objects.ready()
    if not ready.exists():  # a look takes no lock
        return None
    with transaction.atomic():
        claimed = ready.get_locked()
        if claimed is not None:
            claimed.claim(worker)
    return claimed


def run_claimed(claimed: DBTaskResult, clock: Callable[[], datetime] = timezone.now) -> None:
    """Run a claimed task and write how it ended, or when it is tried again.

    Raises `Interrupted`, and DatabaseError where that end could not be written.
    """
    attempt = len(claimed.worker_ids)
    bound = log.bind(task=claimed.task_path, id=str(claimed.pk), attempt=attempt)
    try:
        value = _call(claimed)
    except Interrupted:
        give_back(claimed, at=clock())
        bound.warning("task.interrupted")
        raise
    except BaseException as error:  # noqa: BLE001
        _fail_or_retry(claimed, error, attempt, clock(), bound)
    else:
        _finish(claimed, status=TaskResultStatus.SUCCESSFUL, finished_at=clock(), return_value=value)
        bound.info("task.succeeded")


def give_back(claimed: DBTaskResult, *, at: datetime) -> bool:
    """Let another worker have a running task; nothing happens where it has been given away already."""
    return _finish(claimed, status=TaskResultStatus.READY, run_after=at)


@transaction.atomic
def fail(claimed: DBTaskResult, *, why: GaveUp, reason: str, at: datetime, traceback: str = "") -> bool:
    """End a task for good, and say so to whom it declares."""
    is_ended = _finish(
        claimed,
        status=TaskResultStatus.FAILED,
        finished_at=at,
        return_value=None,
        exception_class_path=reason,
        traceback=traceback,
    )
    if is_ended:
        _tell_given_up(claimed, why)
    return is_ended


def _tell_given_up(claimed: DBTaskResult, why: GaveUp) -> None:
    task = _task_of(claimed)
    if task is None or task.given_up is None:
        return
    result: Any = claimed.task_result
    try:
        with transaction.atomic():
            task.given_up(why, *result.args, **result.kwargs)
    except ALWAYS_PASSING:
        raise  # neither is written, and the task is taken up again
    except Exception:
        log.exception("task.end_untold", task=claimed.task_path, id=str(claimed.pk))


def _call(claimed: DBTaskResult) -> Any:
    task: Any = claimed.task
    result: Any = claimed.task_result
    context = (TaskContext(task_result=result),) if task.takes_context else ()
    return task.call(*context, *result.args, **result.kwargs)


def _fail_or_retry(claimed: DBTaskResult, error: BaseException, attempt: int, at: datetime, bound: Any) -> None:
    task = _task_of(claimed)
    told = "".join(format_exception(error))
    if task is not None and task.tries_again(error, attempt):
        wait = task.wait_after(attempt)
        _finish(claimed, status=TaskResultStatus.READY, run_after=at + wait, traceback=told)
        bound.warning("task.tried_again_later", error=repr(error), seconds=round(wait.total_seconds(), 1))
        return
    kind = type(error)
    why = task.reason_of(error) if task is not None else GaveUp.ERROR
    fail(claimed, why=why, reason=f"{kind.__module__}.{kind.__qualname__}", at=at, traceback=told)
    bound.error("task.failed", error=repr(error), traceback=told)


def _task_of(claimed: DBTaskResult) -> DurableTask | None:
    try:
        task: object = claimed.task
    except Exception:  # noqa: BLE001
        return None  # its function is gone, so there is nothing to try again
    return task if isinstance(task, DurableTask) else None


def _finish(claimed: DBTaskResult, **values: Any) -> bool:
    """Write the end of an attempt, unless another worker has the task by now."""
    mine = DBTaskResult.objects.filter(pk=claimed.pk, status=TaskResultStatus.RUNNING, started_at=claimed.started_at)
    return bool(mine.update(**values))
