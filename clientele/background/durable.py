"""The `@task` of the house: Django's own interface, with a declared second try.

`@task(retry_on=(ConnectionError,), attempts=6)` tries again what failed for a passing reason, each time later; what
fails otherwise, or too often, stays failed with its traceback. A task may run twice and must bear it.
`@task(given_up=note_end)` calls `note_end(why, *arguments)` in the transaction that fails the task for good, so that
what waits for it does not wait for ever.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError
from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend

from clientele.background.choices import GaveUp

#: A locked or lost database passes by for every task.
ALWAYS_PASSING: tuple[type[Exception], ...] = (OperationalError, InterfaceError)


@dataclass(frozen=True, slots=True, kw_only=True)
class DurableTask(Task[Any, Any]):
    """A task with the errors that pass by, and how often it is tried in all."""

    retry_on: tuple[type[Exception], ...] = ()
    attempts: int = 5
    first_wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(hours=1)
    given_up: Callable[..., None] | None = None

    def tries_again(self, error: BaseException, attempt: int) -> bool:
        """Whether an error of the attempt of that number, from 1, is followed by another one."""
        return attempt < self.attempts and isinstance(error, (*self.retry_on, *ALWAYS_PASSING))

    def reason_of(self, error: BaseException) -> GaveUp:
        """Why a task that is not tried again after this error gave up."""
        return GaveUp.PASSING if isinstance(error, (*self.retry_on, *ALWAYS_PASSING)) else GaveUp.ERROR

    def wait_after(self, attempt: int) -> timedelta:
        """The pause after an attempt: doubled each time up to the longest, then shortened by up to a half."""
        whole = min(self.first_wait * 2 ** (attempt - 1), self.longest_wait)
        return whole * random.uniform(0.5, 1)  # noqa: S311


class DurableBackend(DatabaseBackend):
    """Tasks in our own database, enqueued in the transaction of the change they follow from."""

    task_class = DurableTask  # type: ignore[assignment]
