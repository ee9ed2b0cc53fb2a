"""Time entries: whole minutes of one person on one day."""

from datetime import date
from typing import Annotated, Any

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Id, Input, Moment, Record
from clientele.api.spent import (
    Moved,
    Rejected,
    Rejection,
    Several,
    SpentFilters,
    Status,
    WrittenDate,
    amount_text,
    several,
    the_code,
    the_person,
    the_project,
)
from clientele.billing.queries import lines_of_time
from clientele.projects import operations, policy
from clientele.projects.models import TimeEntry
from clientele.projects.queries import SPENT_SORTS, time_for

BILLABLE = "Null: as the project and its billing code are. Nothing is billable on a project that is not."
CHANGING = ("project_not_open", "time_locked", "time_submitted")


class TimeInput(Input):
    """Time to write down."""

    project: Id
    billing_code: Id | None = Field(None, description="A billing code of the project.")
    user: Id | None = Field(None, description="The member who worked; others than oneself for those who approve.")
    date: WrittenDate
    minutes: int = Field(strict=True, ge=1, le=1440, examples=[90])
    description: str = Field("", max_length=5_000, examples=["Flushed the system."])
    billable: bool | None = Field(None, strict=True, description=BILLABLE)


class TimeChange(Change):
    """A correction; a rejected entry is open again."""

    project: Id = Field(1, description="Another project; without `billing_code` there is none.")
    billing_code: Id | None = Field(None, description="Null takes it away.")
    date: WrittenDate = Field(date(2026, 11, 20))
    minutes: int = Field(90, strict=True, ge=1, le=1440, examples=[75])
    description: str = Field("", max_length=5_000)
    billable: bool | None = Field(None, strict=True, description=BILLABLE)


class TimeOutput(Record):
    """Minutes of one person on one day, with what an hour cost when they were written down."""

    project: int = Field(examples=[42])
    billing_code: int | None = Field(examples=[3])
    user: int = Field(description="The member who worked.", examples=[7])
    date: str = Field(examples=["2026-11-20"])
    minutes: int = Field(examples=[90])
    description: str = Field(examples=["Flushed the system."])
    billable: bool = Field(examples=[True])
    rate: str | None = Field(description="What an hour cost, where a rate is known.", examples=["60.00"])
    currency: str = Field(examples=["GBP"])
    status: Status = Field(examples=["submitted"])
    reason: str = Field(description="Why it was rejected.", examples=[""])
    invoiced: bool = Field(description="It is on a finalised invoice, and stays as it is.", examples=[False])
    invoice_line: int | None = Field(description="The line that bills it, of a draft too.", examples=[None])
    created_at: Moment
    updated_at: Moment


def show_times(rows: list[Any]) -> list[TimeOutput]:
    """Entries as they are answered."""
    lines = lines_of_time([entry.pk for entry in rows])
    return [_shown(entry, lines.get(entry.pk)) for entry in rows]


def _shown(entry: Any, line: int | None) -> TimeOutput:
    return TimeOutput(
        id=entry.pk,
        version=entry.version,
        project=entry.project_id,
        billing_code=entry.billing_code_id,
        user=entry.member_id,
        date=entry.day.isoformat(),
        minutes=entry.minutes,
        description=entry.description,
        billable=entry.is_billable,
        rate=None if entry.rate is None else amount_text(entry.rate),
        currency=entry.currency,
        status=entry.status,
        reason=entry.reason,
        invoiced=entry.is_locked,
        invoice_line=line,
        created_at=entry.created_at,
        updated_at=entry.updated_at,
    )


def show_time(entry: Any) -> TimeOutput:
    """An entry as it is answered."""
    return show_times([entry])[0]


times = Resource(
    "Time entries",
    "Minutes of a person on a project: written down, submitted, approved, and locked once on a sent invoice.",
    names={"day": "date", "member": "user", "is_billable": "billable"},
    show=show_time,
    feature=Feature.TIME,
)


@times.lists("/time-entries", TimeOutput, may=policy.may_see_time, refers=True)
def list_time_entries(request: ApiRequest, filters: Annotated[SpentFilters, Query()]) -> Any:
    """List time entries

    One's own, and everybody's for those who approve time.
    """
    rows = time_for(request.member, filters.wanted(request.member)).order_by(*SPENT_SORTS[filters.order])
    return listed(page_for(rows, filters), show_times)


@times.reads("/time-entries/{int:id}", TimeOutput, may=policy.may_see_time)
def read_time_entry(request: ApiRequest, id: int) -> TimeOutput:
    """Read a time entry"""
    return show_time(found(time_for(request.member), id))


@times.creates(
    "/time-entries", TimeOutput, may=policy.may_track, refuses=("project_not_open", "day_is_full"), refers=True
)
def create_time_entry(request: ApiRequest, body: TimeInput) -> TimeOutput:
    """Write down time"""
    member = the_person(request.member, body.user, may_for_others=policy.may_approve_time(request.member))
    values = _values(request, body.given(), None)
    return show_time(operations.add_time(values=values, member=member, by=request.member, at=request.now))


@times.changes("/time-entries/{int:id}", TimeOutput, may=policy.may_see_time, refuses=(*CHANGING, "day_is_full"))
def update_time_entry(request: ApiRequest, id: int, body: TimeChange) -> TimeOutput:
    """Correct a time entry"""
    entry = found(time_for(request.member), id)
    changes = _values(request, body.given(), entry)
    version = wanted_version(request)
    return show_time(operations.update_time(entry, changes=changes, version=version, by=request.member, at=request.now))


@times.deletes("/time-entries/{int:id}", may=policy.may_see_time, refuses=CHANGING)
def delete_time_entry(request: ApiRequest, id: int) -> None:
    """Remove a time entry"""
    entry = found(time_for(request.member), id)
    operations.remove_time(entry, version=wanted_version(request), by=request.member, at=request.now)


@times.acts("/time-entries/{int:id}/submit", TimeOutput, may=policy.may_see_time, refuses=CHANGING[1:])
def submit_time_entry(request: ApiRequest, id: int) -> TimeOutput:
    """Submit a time entry"""
    operations.submit_time([found(time_for(request.member), id)], by=request.member, at=request.now)
    return show_time(found(time_for(request.member), id))


@times.acts(
    "/time-entries/{int:id}/approve",
    TimeOutput,
    may=policy.may_approve_time,
    refuses=("time_locked", "time_not_submitted"),
)
def approve_time_entry(request: ApiRequest, id: int) -> TimeOutput:
    """Approve a time entry"""
    operations.approve_time([found(time_for(request.member), id)], by=request.member, at=request.now)
    return show_time(found(time_for(request.member), id))


@times.acts(
    "/time-entries/{int:id}/reject",
    TimeOutput,
    may=policy.may_approve_time,
    refuses=("time_locked", "time_not_submitted"),
)
def reject_time_entry(request: ApiRequest, id: int, body: Rejection) -> TimeOutput:
    """Reject a time entry

    An approved one too, which takes the approval back.
    """
    rows = [found(time_for(request.member), id)]
    operations.reject_time(rows, reason=body.reason, by=request.member, at=request.now)
    return show_time(found(time_for(request.member), id))


@times.acts("/time-entries/submit", Moved, may=policy.may_see_time, refuses=(*CHANGING[1:], "not_found"))
def submit_time_entries(request: ApiRequest, body: Several) -> Moved:
    """Submit several time entries

    All or none.
    """
    rows = several(time_for(request.member), body.ids)
    return Moved(changed=operations.submit_time(rows, by=request.member, at=request.now))


@times.acts(
    "/time-entries/approve",
    Moved,
    may=policy.may_approve_time,
    refuses=("time_locked", "time_not_submitted", "not_found"),
)
def approve_time_entries(request: ApiRequest, body: Several) -> Moved:
    """Approve several time entries

    All or none.
    """
    rows = several(time_for(request.member), body.ids)
    return Moved(changed=operations.approve_time(rows, by=request.member, at=request.now))


@times.acts(
    "/time-entries/reject",
    Moved,
    may=policy.may_approve_time,
    refuses=("time_locked", "time_not_submitted", "not_found"),
)
def reject_time_entries(request: ApiRequest, body: Rejected) -> Moved:
    """Reject several time entries

    All or none, for one reason.
    """
    rows = several(time_for(request.member), body.ids)
    return Moved(changed=operations.reject_time(rows, reason=body.reason, by=request.member, at=request.now))


def _values(request: ApiRequest, given: dict[str, Any], entry: TimeEntry | None) -> dict[str, Any]:
    """What was sent, by the names of the floor below."""
    names = {"date": "day", "billable": "is_billable", "minutes": "minutes", "description": "description"}
    values = {names[name]: value for name, value in given.items() if name in names}
    project = the_project(request.member, given["project"]) if "project" in given else entry and entry.project
    if "project" in given:
        values["project"] = project
    if "billing_code" in given:
        values["billing_code"] = the_code(project, given["billing_code"]) if project else None
    return values
