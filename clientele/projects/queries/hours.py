"""Hours by project and person, added up by the database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from clientele.accounts.models import Member
from clientele.projects.models import TimeEntry
from clientele.projects.queries.entries import SpentFilter, time_for


@dataclass(frozen=True)
class Hours:
    """What one person worked on one project."""

    project_id: int
    project: str
    customer: str
    person_id: int
    person: str
    minutes: int
    billable: int


@dataclass(frozen=True)
class Total:
    """A project or a person with the sum of their minutes."""

    name: str
    minutes: int
    billable: int


def hours_between(member: Member, day_from: date, day_to: date) -> list[Hours]:
    """The hours that a member may see, by project and person, in one query."""
    rows: models.QuerySet[TimeEntry] = time_for(member, SpentFilter(day_from=day_from, day_to=day_to))
    names = ("project__name_sort", "project", "member", "project__name", "project__customer__name")
    people = ("member__user__name", "member__user__email")
    billable = models.Sum("minutes", filter=models.Q(is_billable=True), default=0)
    sums = rows.order_by().values_list(*names, *people).annotate(spent=models.Sum("minutes"), paid=billable)
    return [
        Hours(project_id, project, customer, person_id, name or email, minutes, billable)
        for _, project_id, person_id, project, customer, name, email, minutes, billable in sums.order_by(*names[:3])
    ]


def by_person(hours: list[Hours]) -> list[Total]:
    """The sums of each person, the most first."""
    return _totals((row.person_id, row.person, row) for row in hours)


def by_project(hours: list[Hours]) -> list[Total]:
    """The sums of each project, the most first; of one name, each is told with its customer."""
    bearers: dict[str, set[int]] = defaultdict(set)
    for row in hours:
        bearers[row.project].add(row.project_id)
    return _totals((row.project_id, _told(row, len(bearers[row.project]) > 1), row) for row in hours)


def _told(row: Hours, is_shared: bool) -> str:
    return f"{row.project}, {row.customer}" if is_shared else row.project


def _totals(rows: Iterable[tuple[int, str, Hours]]) -> list[Total]:
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for key, name, row in rows:
        sums[key, name][0] += row.minutes
        sums[key, name][1] += row.billable
    found = [Total(name, minutes, billable) for (_, name), (minutes, billable) in sums.items()]
    return sorted(found, key=lambda total: (-total.minutes, total.name))
