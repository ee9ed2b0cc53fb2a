"""What background work keeps clean: things that have ended and that nobody asks for any more."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from clientele.accounts.operations.idempotency import prune_stored_answers
from clientele.background.models import Occasion
from clientele.background.operations.schedules import Schedule
from clientele.kit.statistics import refresh_statistics
from clientele.trail.sealing import seal_entries, settled

SUCCEEDED_KEPT = timedelta(days=7)
FAILED_KEPT = timedelta(days=60)
OCCASIONS_KEPT = timedelta(days=90)


@task
def forget_expired_sessions() -> int:
    """Delete sessions that have run out, and what was known of the browsers they were in."""
    gone, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=living).delete()
    return gone


@task
def forget_expired_cache() -> int:
    """Delete rows of the shared cache that have run out."""
    if not isinstance(cache, DatabaseCache) and not hasattr(cache, "_table"):
        return 0
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(cache._table)
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608
        return int(cursor.rowcount)


@task
def forget_ended_tasks() -> int:
    """Delete the results of tasks that succeeded a week ago or failed two months ago, and old occasions."""
    now = timezone.now()
    succeeded, _ = DBTaskResult.objects.successful().filter(finished_at__lt=now - SUCCEEDED_KEPT).delete()
    failed, _ = DBTaskResult.objects.failed().filter(finished_at__lt=now - FAILED_KEPT).delete()
    Occasion.objects.filter(due_at__lt=now - OCCASIONS_KEPT).delete()
    return succeeded + failed


@task
def forget_stored_answers() -> int:
    """Delete answers that the API kept for a day, in case the same request came again."""
    return prune_stored_answers(at=timezone.now())


@task
def look_at_how_much_there_is() -> None:
    """Let the database see how much is stored, so that it goes on finding things the short way."""
    refresh_statistics()


@task
def seal_the_trail() -> int:
    """Make links of a chain of the entries that were written since."""
    return seal_entries(up_to=settled(), at=timezone.now())


SCHEDULES = (
    Schedule("background.seal_the_trail", seal_the_trail, timedelta(minutes=2)),
    Schedule("background.look_at_how_much_there_is", look_at_how_much_there_is, timedelta(hours=6)),
    Schedule("background.forget_stored_answers", forget_stored_answers, timedelta(hours=1), timedelta(minutes=20)),
    Schedule("background.forget_expired_sessions", forget_expired_sessions, timedelta(hours=6)),
    Schedule("background.forget_expired_cache", forget_expired_cache, timedelta(hours=1)),
    Schedule("background.forget_ended_tasks", forget_ended_tasks, timedelta(days=1), timedelta(hours=3)),
)
