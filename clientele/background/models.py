from django.db import models
from django.db.models.functions import Now

from clientele.background.choices import ProcessKind


class Process(models.Model):
    """A worker or scheduler that lives: its row is its heartbeat, and goes when it ends."""

    name = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, choices=ProcessKind)
    machine = models.CharField(max_length=120)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField(db_default=Now())
    beat_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "processes"

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Occasion(models.Model):
    """That a schedule's work was put in the queue for one due time: once, however many schedulers there are."""

    schedule = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    enqueued_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["schedule", "due_at"], name="each_occasion_once"),)

    def __str__(self) -> str:
        return f"{self.schedule} {self.due_at:%Y-%m-%d %H:%M}"
