"""One person's days: a week as a grid, a month as a calendar; and the weeks that wait for approval."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import models

from clientele.accounts.models import Member
from clientele.projects import policy
from clientele.projects.choices import Approval
from clientele.projects.models import BillingCode, Expense, Project, TimeEntry

DAYS = 7
#: The most that wait for approval on one page.
MOST_WAITING = 1_000
Place = tuple[Project, BillingCode | None]


@dataclass(frozen=True)
class Cell:
    """What stands in a day of a row."""

    day: date
    entries: tuple[TimeEntry, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(entry.minutes for entry in self.entries)

    @property
    def entry(self) -> TimeEntry | None:
        """The only entry, where there is one."""
        return self.entries[0] if len(self.entries) == 1 else None

    @property
    def status(self) -> str:
        """How its entries stand, the least settled first; empty without entries."""
        found = {entry.status for entry in self.entries}
        order = (Approval.REJECTED, Approval.OPEN, Approval.SUBMITTED, Approval.APPROVED)
        return next((status.value for status in order if status in found), "")

    @property
    def is_locked(self) -> bool:
        return any(entry.is_locked for entry in self.entries)

    @property
    def is_changeable(self) -> bool:
        return len(self.entries) < 2 and all(entry.is_changeable for entry in self.entries)


@dataclass(frozen=True)
class Row:
    """A project and a billing code, with the days of a week."""

    project: Project
    billing_code: BillingCode | None
    cells: tuple[Cell, ...]

    @property
    def key(self) -> str:
        return f"{self.project.pk}-{self.billing_code.pk if self.billing_code else 0}"

    @property
    def minutes(self) -> int:
        return sum(cell.minutes for cell in self.cells)


@dataclass(frozen=True)
class Week:
    """A person's week, Monday first."""

    monday: date
    rows: tuple[Row, ...]

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=number) for number in range(DAYS)]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=DAYS - 1)

    @property
    def totals(self) -> list[int]:
        return [sum(row.cells[number].minutes for row in self.rows) for number in range(DAYS)]

    @property
    def minutes(self) -> int:
        return sum(self.totals)

    @property
    def entries(self) -> list[TimeEntry]:
        return [entry for row in self.rows for cell in row.cells for entry in cell.entries]

    @property
    def by_status(self) -> dict[str, int]:
        """Minutes by status, of those that there are."""
        sums: dict[str, int] = defaultdict(int)
        for entry in self.entries:
            sums[entry.status] += entry.minutes
        return dict(sums)

    @property
    def to_submit(self) -> list[TimeEntry]:
        return [entry for entry in self.entries if entry.is_changeable]


@dataclass(frozen=True)
class Sheet:
    """What one person puts before those who approve, of one week."""

    member: Member
    monday: date
    rows: Sequence[Any] = field(default_factory=tuple)

    @property
    def key(self) -> str:
        return f"{self.member.pk}-{self.monday.isoformat()}"

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=DAYS - 1)

    @property
    def minutes(self) -> int:
        return sum(getattr(row, "minutes", 0) for row in self.rows)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(member: Member, monday: date, more: Iterable[Place] = ()) -> Week:
    """A member's own week, by project and billing code; `more` adds rows in which nothing stands yet."""
    places: dict[tuple[int, int], Place] = {}
    by_place: dict[tuple[int, int], dict[date, list[TimeEntry]]] = defaultdict(lambda: defaultdict(list))
    for entry in _days_of(member, monday, monday + timedelta(days=DAYS)):
        key = (entry.project_id, entry.billing_code_id or 0)
        places[key] = (entry.project, entry.billing_code)
        by_place[key][entry.day].append(entry)
    for project, code in more:
        places.setdefault((project.pk, code.pk if code else 0), (project, code))
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    ordered = sorted(places.items(), key=lambda item: _order(item[1]))
    rows = [
        Row(project, code, tuple(Cell(day, tuple(by_place[key][day])) for day in days))
        for key, (project, code) in ordered
    ]
    return Week(monday, tuple(rows))


def places_of_week(member: Member, monday: date) -> list[Place]:
    """The projects that take time and the billing codes on which a member worked in a week."""
    week = week_of(member, monday)
    return [(row.project, row.billing_code) for row in week.rows if row.project.is_open_for_time]


def month_of(member: Member, first: date) -> dict[date, list[TimeEntry]]:
    """A member's entries of a month by day, in one query."""
    found: dict[date, list[TimeEntry]] = defaultdict(list)
    for entry in _days_of(member, first, first + relativedelta(months=1)):
        found[entry.day].append(entry)
    return dict(found)


def waiting_time(member: Member) -> list[Sheet]:
    """The time that waits for a member's approval, by person and week, the oldest week first."""
    if not policy.may_approve_time(member):
        return []
    rows = TimeEntry.objects.select_related("project__customer", "member__user", "billing_code")
    return _sheets(rows.filter(status=Approval.SUBMITTED, locked_at=None))


def waiting_expenses(member: Member) -> list[Sheet]:
    """The expenses that wait for a member's approval, by person and week, the oldest week first."""
    if not policy.may_approve_expenses(member):
        return []
    rows = Expense.objects.select_related("project__customer", "member__user")
    return _sheets(rows.filter(status=Approval.SUBMITTED, locked_at=None))


def _sheets(rows: models.QuerySet[Any]) -> list[Sheet]:
    def sheet_of(row: Any) -> tuple[date, str, int]:
        return monday_of(row.day), row.member.name, row.member_id

    first = sorted(rows.order_by("day", "pk")[:MOST_WAITING], key=lambda row: (*sheet_of(row), row.day, row.pk))
    sheets = []
    for (monday, _, _), found in groupby(first, key=sheet_of):
        listed = list(found)
        sheets.append(Sheet(listed[0].member, monday, listed))
    return sheets


def _days_of(member: Member, start: date, end: date) -> models.QuerySet[TimeEntry]:
    rows = TimeEntry.objects.filter(member=member, day__gte=start, day__lt=end)
    found: models.QuerySet[TimeEntry] = rows.select_related("project__customer", "billing_code").order_by("day", "pk")
    return found


def _order(place: Place) -> tuple[str, int, str]:
    project, code = place
    return project.name_sort, project.pk, code.name_key if code else ""
