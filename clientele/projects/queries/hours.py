"""Hours by project and person, added up by the database."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import models

from clientele.accounts.models import Member
from clientele.projects.models import TimeEntry
from clientele.projects.queries.entries import SpentFilter, time_for


@dataclass(frozen=True)
class Hours:
    """What one person worked on one project."""

    project: str
    customer: str
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
        Hours(project, customer, name or email, minutes, billable)
        for _, _, _, project, customer, name, email, minutes, billable in sums.order_by(*names[:3])
    ]


def totals_by(hours: list[Hours], what: str) -> list[Total]:
    """The hours by `project` or `person`, the most first."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in hours:
        sums[getattr(row, what)][0] += row.minutes
        sums[getattr(row, what)][1] += row.billable
    found = [Total(name, minutes, billable) for name, (minutes, billable) in sums.items()]
    return sorted(found, key=lambda total: (-total.minutes, total.name))
