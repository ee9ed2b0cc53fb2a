"""The people on a project, and the billing codes that its time is written to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from clientele.accounts.models import Member
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.shapes import cleaned
from clientele.kit.text import name_key
from clientele.projects.models import BillingCode, Project, ProjectMember, TimeEntry
from clientele.projects.operations.refusals import lock_current, refuse_stale_part
from clientele.trail.operations import changes_between, plain, record

Part = TypeVar("Part", ProjectMember, BillingCode)

MEMBER_FIELDS = ("position", "hourly_rate")
CODE_FIELDS = ("name", "hourly_rate", "is_billable")


@transaction.atomic
def add_project_member(
    project: Project, *, member: Member, values: Mapping[str, Any], by: Member, at: datetime
) -> ProjectMember:
    """Put a person on a project.

    Raises `customer_archived` or `project_archived` (409), `member_on_project` or `validation_error` (422).
    """
    current = lock_current(project)
    if not member.is_active:
        raise Refusal("validation_error", f"{member.name} is no longer in the team.", field="member")
    tidy = cleaned(ProjectMember, values)
    place = ProjectMember(organization=by.organization, project=current, member=member, **tidy)
    taken = Refusal("member_on_project", f"{member.name} is on this project already.", field="member")
    _save_or(place, taken)
    record("projects.member_added", place, by=by, at=at, within=current, changes=_first(tidy), version=1)
    return place


@transaction.atomic
def update_project_member(
    place: ProjectMember, *, changes: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> ProjectMember:
    """Change what a person is on a project, or what an hour of theirs costs there.

    Raises `customer_archived`, `project_archived` or `version_conflict` (409), `validation_error` (422).
    """
    project, current = _lock(place, version)
    changed = _apply(current, cleaned(ProjectMember, changes))
    if changed:
        current.save()
        record(
            "projects.member_updated", current, by=by, at=at, within=project, changes=changed, version=current.version
        )
    return current


@transaction.atomic
def remove_project_member(place: ProjectMember, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Take a person off a project; the time they wrote stays.

    Raises `customer_archived`, `project_archived` or `version_conflict` (409).
    """
    project, current = _lock(place, version)
    record("projects.member_removed", current, by=by, at=at, within=project, changes=_last(current, MEMBER_FIELDS))
    current.delete()


@transaction.atomic
def add_billing_code(project: Project, *, values: Mapping[str, Any], by: Member, at: datetime) -> BillingCode:
    """Add a kind of work that time on the project is written to.

    Raises `customer_archived` or `project_archived` (409), `billing_code_taken` or `validation_error` (422).
    """
    current = lock_current(project)
    tidy = cleaned(BillingCode, {"name": "", **values})
    code = BillingCode(organization=by.organization, project=current, name_key=name_key(tidy["name"]), **tidy)
    _save_or(code, _taken(code))
    record("projects.billing_code_added", code, by=by, at=at, within=current, changes=_first(tidy), version=1)
    return code


@transaction.atomic
def update_billing_code(
    code: BillingCode, *, changes: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> BillingCode:
    """Change a billing code; time written to it before keeps the rate it was written at.

    Raises `customer_archived`, `project_archived` or `version_conflict` (409), `billing_code_taken` or
    `validation_error` (422).
    """
    project, current = _lock(code, version)
    changed = _apply(current, cleaned(BillingCode, changes))
    if changed:
        current.name_key = name_key(current.name)
        _save_or(current, _taken(current))
        record(
            "projects.billing_code_updated",
            current,
            by=by,
            at=at,
            within=project,
            changes=changed,
            version=current.version,
        )
    return current


@transaction.atomic
def remove_billing_code(code: BillingCode, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Remove a billing code that no time was written to.

    Raises `customer_archived`, `project_archived`, `billing_code_in_use` or `version_conflict` (409).
    """
    project, current = _lock(code, version)
    if TimeEntry.objects.filter(billing_code=current).exists():
        raise Conflict("billing_code_in_use", f"Time was written to {current.name}, so it stays.")
    record("projects.billing_code_removed", current, by=by, at=at, within=project, changes=_last(current, CODE_FIELDS))
    current.delete()


def _lock(part: Part, version: int | None) -> tuple[Project, Part]:
    project = lock_current(part.project)
    current: Part = type(part).objects.select_for_update(of=("self",)).get(pk=part.pk)
    refuse_stale_part(current, version)
    return project, current


def _apply(part: Part, tidy: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set what differs, and count one version where anything does."""
    changed = changes_between({field: getattr(part, field) for field in tidy}, tidy)
    for field, value in tidy.items():
        setattr(part, field, value)
    part.version += bool(changed)
    return changed


def _first(tidy: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {field: [None, plain(value)] for field, value in tidy.items() if value not in ("", None)}


def _last(part: models.Model, fields: tuple[str, ...]) -> dict[str, list[Any]]:
    return {field: [plain(value), None] for field in fields if (value := getattr(part, field)) not in ("", None)}


def _taken(code: BillingCode) -> Refusal:
    return Refusal(
        "billing_code_taken", f"There is a billing code “{code.name}” on this project already.", field="name"
    )


def _save_or(part: Part, taken: Refusal) -> None:
    try:
        with transaction.atomic():
            part.save()
    except IntegrityError:
        raise taken from None
