"""Writing down time: minutes of one person on one day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.kit import durations
from clientele.kit.shapes import cleaned
from clientele.projects.models import Project, TimeEntry
from clientele.projects.operations.burn import shift_spent
from clientele.projects.operations.changing import (
    billable,
    lock_member,
    lock_open_projects,
    lock_row,
    refuse_foreign_code,
    refuse_full_day,
    reopened,
)
from clientele.projects.queries.rates import rate_for
from clientele.projects.queries.spending import time_amount
from clientele.trail.operations import changes_between, plain, record

FIELDS = ("project", "billing_code", "day", "minutes", "description", "is_billable")
_SHAPED = ("day", "minutes", "description")


@transaction.atomic
def add_time(*, values: Mapping[str, Any], by: Member, at: datetime, member: Member | None = None) -> TimeEntry:
    """Write down time of a member, who is `by` where nobody is named; what an hour costs is kept with it.

    Without `is_billable` it is as the project and its billing code are. Raises `project_not_open` or `day_is_full`
    (409), `validation_error` (422).
    """
    member = member or by
    tidy = cleaned(TimeEntry, {"day": None, "minutes": None, **_only(values, _SHAPED)})
    lock_member(member)
    project = lock_open_projects(values["project"])[values["project"].pk]
    code = values.get("billing_code")
    refuse_foreign_code(project, code)
    is_billable = billable(project, code, values.get("is_billable"))
    refuse_full_day(member, tidy["day"], tidy["minutes"])
    entry = TimeEntry(
        organization=by.organization,
        member=member,
        project=project,
        billing_code=code,
        is_billable=is_billable,
        created_at=at,
        updated_at=at,
        **tidy,
    )
    _price(entry)
    entry.save()
    _shift(project, entry)
    first = {field: [None, plain(getattr(entry, field))] for field in FIELDS if getattr(entry, field)}
    record("projects.time_added", entry, by=by, at=at, changes=first, version=1, duration=str(entry))
    return entry


@transaction.atomic
def update_time(
    entry: TimeEntry, *, changes: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> TimeEntry:
    """Change what differs; a rejected entry is open again.

    Raises `project_not_open`, `day_is_full`, `time_locked`, `time_submitted` or `version_conflict` (409), and
    `validation_error` (422).
    """
    lock_member(entry.member)
    current = lock_row(entry, version)
    wanted = _wanted(current, changes)
    changed = changes_between({field: getattr(current, field) for field in wanted}, wanted)
    if not changed:
        return current
    before = current.project
    projects = lock_open_projects(before, wanted["project"])
    if "day" in changed or "minutes" in changed:
        refuse_full_day(current.member, wanted["day"], wanted["minutes"], besides=current)
    _shift(projects[before.pk], current, back=True)
    for field, value in wanted.items():
        setattr(current, field, value)
    if "project" in changed or "billing_code" in changed:
        _price(current)
    reopened(current)
    current.version += 1
    current.updated_at = at
    current.save()
    _shift(projects[current.project_id], current)
    facts: dict[str, Any] = {"version": current.version, "duration": str(current), "day": _told(current.day)}
    record("projects.time_updated", current, by=by, at=at, changes=changed, **facts)
    return current


@transaction.atomic
def remove_time(entry: TimeEntry, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Remove time that was written down; what it said stays in the trail.

    Raises `project_not_open`, `time_locked`, `time_submitted` or `version_conflict` (409).
    """
    lock_member(entry.member)
    current = lock_row(entry, version)
    project = lock_open_projects(current.project)[current.project_id]
    _shift(project, current, back=True)
    last = {field: [plain(getattr(current, field)), None] for field in FIELDS if getattr(current, field)}
    facts: dict[str, Any] = {"duration": durations.shown(current.minutes), "day": _told(current.day)}
    record("projects.time_removed", current, by=by, at=at, changes=last, **facts)
    current.delete()


def _wanted(current: TimeEntry, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Every field as it shall be."""
    wanted = {field: getattr(current, field) for field in FIELDS} | cleaned(TimeEntry, _only(changes, _SHAPED))
    wanted |= _only(changes, ("project", "billing_code"))
    is_moved = wanted["project"].pk != current.project_id
    if is_moved and "billing_code" not in changes:
        wanted["billing_code"] = None
    refuse_foreign_code(wanted["project"], wanted["billing_code"])
    asked = changes.get("is_billable", None if is_moved else current.is_billable)
    wanted["is_billable"] = billable(wanted["project"], wanted["billing_code"], asked)
    return wanted


def _shift(project: Project, entry: TimeEntry, *, back: bool = False) -> None:
    """Add an entry to what is kept as spent on its project, or take it back."""
    worth = time_amount(
        project, minutes=entry.minutes, rate=entry.rate, currency=entry.currency, is_billable=entry.is_billable
    )
    sign = -1 if back else 1
    shift_spent(project, minutes=sign * entry.minutes, amount=sign * worth)


def _price(entry: TimeEntry) -> None:
    entry.currency = entry.project.currency
    entry.rate = rate_for(entry.member, entry.project, entry.billing_code)


def _only(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def _told(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
