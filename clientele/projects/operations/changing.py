"""What the operations on time and on expenses share: what is locked first, and what is refused."""

from datetime import date
from typing import TypeVar

from django.db import models

from clientele.accounts.models import Member
from clientele.kit import durations
from clientele.kit.locking import locked
from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.choices import MINUTES_A_DAY, Approval, ProjectStatus
from clientele.projects.models import BillingCode, Project, TimeEntry
from clientele.projects.models.time import Spent

Row = TypeVar("Row", bound=Spent)

#: The first word of the codes by which each is refused.
KIND = {"timeentry": "time", "expense": "expense"}
_CLOSED = {
    ProjectStatus.DRAFT: "is a draft. Set it to Active to write down time and expenses on it.",
    ProjectStatus.ARCHIVED: "is archived and takes no time or expenses.",
}


def lock_member(member: Member) -> None:
    """Let one writer at a time near a member's days, until the transaction ends."""
    Member.objects.select_for_update(no_key=True, of=("self",)).get(pk=member.pk)


def lock_row(row: Row, version: int | None) -> Row:
    """A time entry or an expense as it is now, locked, that may be changed.

    What stays as it is says so first, whoever saved meanwhile. Raises `time_locked`, `time_submitted` or the same of
    an expense, or `version_conflict` (409).
    """
    rows = type(row).objects.select_for_update(of=("self",)).select_related("project", "member__user")
    current: Row = locked(rows, row.pk)
    refuse_locked(current)
    if not current.is_changeable:
        raise _refused(current, "submitted", f"is {current.status}. It can be changed once it is rejected.")
    refuse_stale(current, version)
    return current


def lock_open_projects(*projects: Project) -> dict[int, Project]:
    """The projects by id as they are now, locked in one order for all.

    Raises `project_not_open` (409).
    """
    wanted = {project.pk for project in projects}
    found = Project.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    locked = {project.pk: project for project in found}
    for project in locked.values():
        if not project.is_open_for_time:
            words = _CLOSED[ProjectStatus(project.status)]
            raise Conflict("project_not_open", f"{project.name} {words}", field="project")
    return locked


def refuse_stale(row: Spent, version: int | None) -> None:
    """Somebody saved since this version was read (409)."""
    if version is not None and version != row.version:
        raise Conflict("version_conflict", f"{_noun(row)} was changed by someone else.", current=row)


def refuse_locked(row: Spent) -> None:
    """A finalised invoice took it up (409)."""
    if row.is_locked:
        raise _refused(row, "locked", "is on an invoice and stays as it is.")


def refuse_foreign_code(project: Project, code: BillingCode | None) -> None:
    """A billing code belongs to one project (422)."""
    if code is not None and code.project_id != project.pk:
        raise Refusal("validation_error", f"{code.name} is not a billing code of {project.name}.", field="billing_code")


def refuse_full_day(member: Member, day: date, minutes: int, *, besides: TimeEntry | None = None) -> None:
    """A person's day has 24 hours (409); the member is locked, so that two at once cannot pass."""
    others = TimeEntry.objects.filter(member=member, day=day).exclude(pk=besides.pk if besides else None)
    written = others.aggregate(sum=models.Sum("minutes"))["sum"] or 0
    if written + minutes > MINUTES_A_DAY:
        told = f"{durations.shown(written)} of this day are written down already, and a day has 24 hours."
        raise Conflict("day_is_full", told, field="minutes")


def billable(project: Project, code: BillingCode | None, asked: bool | None) -> bool:
    """Whether it is billable: as asked, else as the project and its billing code are.

    Raises `validation_error` (422): nothing is billable on a project that is not.
    """
    if asked and not project.is_billable:
        raise Refusal("validation_error", f"Nothing is billable on {project.name}.", field="is_billable")
    usual = project.is_billable and (code is None or code.is_billable)
    return usual if asked is None else asked


def reopened(row: Spent) -> None:
    """Make a rejected row an open one."""
    if row.status == Approval.REJECTED:
        row.status, row.reason = Approval.OPEN, ""
        row.submitted_at = row.decided_at = row.decided_by = None


def _noun(row: Spent) -> str:
    return "This time" if isinstance(row, TimeEntry) else "This expense"


def _refused(row: Spent, why: str, words: str) -> Conflict:
    return Conflict(f"{KIND[row._meta.model_name or '']}_{why}", f"{_noun(row)} {words}")
