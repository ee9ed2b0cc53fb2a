"""Time entries and expenses that a member may see: filtered, in order, added up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from clientele.accounts.models import Member
from clientele.projects import policy
from clientele.projects.models import Expense, TimeEntry

SPENT_SORTS = {"day": ("day", "pk"), "-day": ("-day", "-pk")}


@dataclass(frozen=True)
class SpentFilter:
    """What a list of time or expenses is narrowed to; days are included on both ends."""

    members: tuple[int, ...] = ()
    projects: tuple[int, ...] = ()
    customers: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    day_from: date | None = None
    day_to: date | None = None
    is_billable: bool | None = None

    def narrowed(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The rows that are left."""
        asked = {
            "member__in": self.members,
            "project__in": self.projects,
            "project__customer__in": self.customers,
            "status__in": self.statuses,
            "day__gte": self.day_from,
            "day__lte": self.day_to,
        }
        rows = rows.filter(**{name: value for name, value in asked.items() if value})
        return rows if self.is_billable is None else rows.filter(is_billable=self.is_billable)


EVERYTHING = SpentFilter()


def time_for(member: Member, wanted: SpentFilter = EVERYTHING) -> models.QuerySet[TimeEntry]:
    """The time that a member may see, newest first: their own, or everybody's for those who approve."""
    found = TimeEntry.objects.select_related("project__customer", "member__user", "billing_code")
    if not policy.may_approve_time(member):
        found = found.filter(member=member) if policy.may_track(member) else found.none()
    return wanted.narrowed(found).order_by("-day", "-pk")


def expenses_for(member: Member, wanted: SpentFilter = EVERYTHING) -> models.QuerySet[Expense]:
    """The expenses that a member may see, newest first: their own, or everybody's for those who approve."""
    found = Expense.objects.select_related("project__customer", "member__user")
    if not policy.may_approve_expenses(member):
        found = found.filter(member=member) if policy.may_track(member) else found.none()
    return wanted.narrowed(found).order_by("-day", "-pk")


def minutes_in(rows: models.QuerySet[TimeEntry]) -> int:
    """The sum of their minutes."""
    return int(rows.order_by().aggregate(sum=models.Sum("minutes"))["sum"] or 0)


def amounts_in(rows: models.QuerySet[Expense]) -> dict[str, Decimal]:
    """The sum of expenses by currency, which are never added to each other."""
    sums = rows.order_by().values_list("currency").annotate(sum=models.Sum("amount"))
    return dict(sums.order_by("currency"))
