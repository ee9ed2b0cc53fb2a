"""Time before those who approve it, many entries at once; each entry keeps its own history."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from clientele.accounts.models import Member
from clientele.kit.refusals import Conflict
from clientele.projects.models import BillingCode, Project, TimeEntry
from clientele.projects.operations import approval
from clientele.projects.operations.changing import lock_member
from clientele.projects.operations.time import add_time, remove_time, update_time
from clientele.trail.operations import record_many


@transaction.atomic
def submit_time(entries: Sequence[TimeEntry], *, by: Member, at: datetime) -> int:
    """Put open and rejected entries before those who approve; answers how many.

    Raises `time_submitted` for one that is approved, or `time_locked` (409).
    """
    moved = approval.submitted(entries, at=at)
    record_many("projects.time_submitted", moved, by=by, at=at)
    return len(moved)


@transaction.atomic
def approve_time(entries: Sequence[TimeEntry], *, by: Member, at: datetime) -> int:
    """Agree to submitted entries, all or none; answers how many.

    Raises `time_not_submitted` or `time_locked` (409).
    """
    moved = approval.approved(entries, by=by, at=at)
    record_many("projects.time_approved", moved, by=by, at=at)
    return len(moved)


@transaction.atomic
def reject_time(entries: Sequence[TimeEntry], *, reason: str, by: Member, at: datetime) -> int:
    """Give entries back to who wrote them, with a reason, all or none; answers how many.

    Raises `time_not_submitted` or `time_locked` (409), `validation_error` (422) without a reason.
    """
    tidy = approval.tidy_reason(reason)
    moved = approval.rejected(entries, reason=tidy, by=by, at=at)
    record_many("projects.time_rejected", moved, by=by, at=at, reason=tidy)
    return len(moved)


@transaction.atomic
def write_cell(
    *,
    project: Project,
    billing_code: BillingCode | None,
    day: date,
    minutes: int,
    by: Member,
    at: datetime,
    version: int | None = None,
) -> TimeEntry | None:
    """Make one's only entry of a project, billing code and day hold these minutes; none of them removes it.

    `version` is that of the entry that was read, None where there was none. Raises `cell_has_several` or
    `version_conflict` (409), and what adding, changing and removing time raise.
    """
    lock_member(by)
    cell = TimeEntry.objects.filter(member=by, project=project, billing_code=billing_code, day=day)
    found = list(cell.select_related("project", "member__user").order_by("pk")[:2])
    if len(found) > 1:
        raise Conflict("cell_has_several", "Several entries stand here. Change them in the day's list.")
    if not found:
        values = {"project": project, "billing_code": billing_code, "day": day, "minutes": minutes}
        return add_time(values=values, by=by, at=at) if minutes else None
    entry: TimeEntry = found[0]
    if entry.minutes == minutes:
        return entry
    if entry.is_changeable and version != entry.version:
        told = f"{entry} was written here meanwhile. Save yours again to put it in its place."
        raise Conflict("version_conflict", told, current=entry)
    if not minutes:
        remove_time(entry, by=by, at=at, version=version)
        return None
    return update_time(entry, changes={"minutes": minutes}, by=by, at=at, version=version)
