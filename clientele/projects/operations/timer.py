"""A clock that runs while somebody works; stopped, it becomes time entries, one for each day it ran through."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from clientele.accounts.models import Member
from clientele.kit.refusals import Conflict
from clientele.kit.shapes import cleaned
from clientele.projects.choices import MINUTES_A_DAY
from clientele.projects.models import BillingCode, Project, TimeEntry, Timer
from clientele.projects.operations.changing import lock_member, lock_open_projects, refuse_foreign_code
from clientele.projects.operations.time import add_time
from clientele.trail.operations import record


@transaction.atomic
def start_timer(
    *, project: Project, by: Member, at: datetime, billing_code: BillingCode | None = None, description: str = ""
) -> Timer:
    """Start a member's clock on a project; one that runs already is stopped first.

    Raises `project_not_open` or whatever keeps the running one from stopping (409), `validation_error` (422).
    """
    lock_member(by)
    tidy = cleaned(Timer, {"description": description})
    refuse_foreign_code(project, billing_code)
    if Timer.objects.filter(member=by).exists():
        stop_timer(by=by, at=at)
    project = lock_open_projects(project)[project.pk]
    timer = Timer(
        organization=by.organization, member=by, project=project, billing_code=billing_code, started_at=at, **tidy
    )
    timer.save()
    record("projects.timer_started", timer, by=by, at=at, project=project.name)
    return timer


@transaction.atomic
def stop_timer(*, by: Member, at: datetime, minutes: int | None = None) -> list[TimeEntry]:
    """Stop a member's clock and write down what it measured, or the given minutes on the day it was started.

    Raises `no_timer`, `timer_ran_long` without minutes after a whole day, `day_is_full` or `project_not_open` (409).
    """
    lock_member(by)
    timer = _running(by)
    zone = by.organization.zone
    if minutes is None and at - timer.started_at > timedelta(days=1):
        told = "The timer ran for more than a day. Write how long you worked, or discard it."
        raise Conflict("timer_ran_long", told, field="minutes")
    first = timer.started_at.astimezone(zone).date()
    parts = [(first, minutes)] if minutes is not None else list(split(timer.started_at, at, zone))
    shared = {"project": timer.project, "billing_code": timer.billing_code, "description": timer.description}
    entries = [add_time(values={**shared, "day": day, "minutes": part}, by=by, at=at) for day, part in parts]
    timer.delete()
    return entries


@transaction.atomic
def discard_timer(*, by: Member, at: datetime) -> None:
    """Stop a member's clock and write down nothing.

    Raises `no_timer` (409).
    """
    lock_member(by)
    timer = _running(by)
    record("projects.timer_discarded", timer, by=by, at=at, project=timer.project.name)
    timer.delete()


def split(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[tuple[date, int]]:
    """The whole minutes between two moments, at least one, by the days of a zone."""
    start, end = start.astimezone(UTC), max(end.astimezone(UTC), start.astimezone(UTC))
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    total, told = max(1, _minutes(end - start)), 0
    while day < last:
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1)
        until = min(_minutes(midnight.astimezone(UTC) - start), total)
        if until > told:
            yield day, min(until - told, MINUTES_A_DAY)
        told, day = until, day + timedelta(days=1)
    if total > told:
        yield day, min(total - told, MINUTES_A_DAY)


def _minutes(length: timedelta) -> int:
    return round(length / timedelta(minutes=1))


def _running(member: Member) -> Timer:
    timer: Timer | None = Timer.objects.select_related("project", "billing_code").filter(member=member).first()
    if timer is None:
        raise Conflict("no_timer", "No timer is running. It may have been stopped in another window.")
    return timer
