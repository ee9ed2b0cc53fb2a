"""Questions about background work."""

from datetime import datetime, timedelta

from django.db.models import Min
from django_tasks_db.models import DBTaskResult

from clientele.background.choices import ProcessKind
from clientele.background.models import Process


def longest_wait(*, at: datetime) -> timedelta:
    """How long the task that is due longest has waited for a worker; nothing where none waits."""
    oldest = DBTaskResult.objects.ready().aggregate(due=Min("run_after"), made=Min("enqueued_at"))
    moments = [moment for moment in oldest.values() if moment is not None and moment <= at]
    return at - max(moments) if moments else timedelta()


def living(kind: ProcessKind) -> int:
    """How many processes of a kind live."""
    return Process.objects.filter(kind=kind).count()
