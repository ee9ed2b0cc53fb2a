"""The fixed words and measures of background work."""

from datetime import timedelta

from django.db import models


class ProcessKind(models.TextChoices):
    """What a process of the background does."""

    WORKER = "worker", "Worker"
    SCHEDULER = "scheduler", "Scheduler"


class GaveUp(models.TextChoices):
    """Why a task is not tried again, as it is told to whoever waits for it."""

    PASSING = "passing", "The database could not be reached again and again."
    WORKER_DIED = "worker_died", "The program ended again and again while it was at it."
    ERROR = "error", "An error came up that nobody thought of. The log of the program says which."


#: How often a process says that it lives, and after which silence it counts as dead.
BEAT_EVERY = timedelta(seconds=3)
DEAD_AFTER = timedelta(seconds=60)

#: A task that takes its worker down with it is given to this many workers in all.
MOST_DEATHS = 5

#: How long a worker that is asked to stop goes on with its task; then the task goes back, for another one.
DRAIN = timedelta(seconds=25)
