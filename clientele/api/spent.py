"""What the routes of time and of expenses share: their statuses, the rows that a request names, and who may."""

from collections.abc import Collection
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from django.db import models
from django.http import Http404
from pydantic import BeforeValidator, Field

from clientele.accounts.models import Member
from clientele.accounts.queries import members
from clientele.api.answers import found
from clientele.api.shapes import EARLIEST, LATEST, Id, Input, Output, Paging, QueryDate, QueryId, as_written
from clientele.kit.numbers import plain_number
from clientele.kit.refusals import Forbidden
from clientele.projects.models import BillingCode, Project
from clientele.projects.queries import SpentFilter, projects_for
from clientele.projects.queries.record import codes_of

Row = TypeVar("Row", bound=models.Model)
Status = Literal["open", "submitted", "approved", "rejected"]
MOST = 500

#: A day that is written down; the same limits as in addresses, but out of reach is wrong and not the nearest.
WrittenDate = Annotated[date, BeforeValidator(as_written), Field(ge=EARLIEST, le=LATEST, examples=["2026-11-20"])]


class Several(Input):
    """Some of them, by id: all or none are changed."""

    ids: list[Id] = Field(
        min_length=1, max_length=MOST, description="Which; an unknown one refuses all (404).", examples=[[42]]
    )


class Rejection(Input):
    """Why it is given back."""

    reason: str = Field(min_length=1, max_length=500, examples=["Which boiler?"])


class Rejected(Several):
    """Some of them, and why they are given back."""

    reason: str = Field(min_length=1, max_length=500, examples=["Which boiler?"])


class Moved(Output):
    """How many were changed; what stood so already is not counted."""

    changed: int = Field(examples=[2])


class SpentFilters(Paging):
    project: QueryId | None = Field(None, description="Only of this project.")
    member: QueryId | None = Field(None, description="Only of this member.")
    status: list[Status] = Field(default_factory=list, max_length=4, description="Repeated: any of them.")
    billable: bool | None = Field(None, description="Only what is billable, or only what is not.")
    date_from: QueryDate | None = Field(None, description="From this day on.")
    date_to: QueryDate | None = Field(None, description="Up to this day, which is included.")
    sort: Literal["date", "-date"] = Field("-date", description="A leading hyphen: newest first.")

    def wanted(self, member: Member) -> SpentFilter:
        """The filter of the floor below; a project or a member that is not here is 404."""
        if self.project:
            the_project(member, self.project)
        if self.member:
            found(members(), self.member)
        return SpentFilter(
            projects=(self.project,) if self.project else (),
            members=(self.member,) if self.member else (),
            statuses=tuple(self.status),
            day_from=self.date_from,
            day_to=self.date_to,
            is_billable=self.billable,
        )

    @property
    def order(self) -> str:
        """The key of the floor's orders."""
        return self.sort.replace("date", "day")


def the_project(member: Member, pk: int) -> Project:
    """The project of that id."""
    project: Project = found(projects_for(member), pk)
    return project


def the_code(project: Project, pk: int | None) -> BillingCode | None:
    """The billing code of that id on the project; another project's is unknown there."""
    if pk is None:
        return None
    code = next((code for code in codes_of(project) if code.pk == pk), None)
    if code is None:
        raise Http404(f"There is no billing code {pk} on this project.")
    return code


def the_person(member: Member, pk: int | None, *, may_for_others: bool) -> Member:
    """Whose it is: one's own, or another's for those who approve."""
    if pk is None or pk == member.pk:
        return member
    person: Member = found(members(), pk)
    if not may_for_others:
        raise Forbidden
    return person


def several(rows: models.QuerySet[Row], ids: Collection[int]) -> list[Row]:
    """The rows of these ids; an unknown or foreign one leads nowhere (404)."""
    wanted = set(ids)
    there = list(rows.filter(pk__in=wanted))
    if len(there) != len(wanted):
        missing = min(wanted - {row.pk for row in there})
        raise Http404(f"There is no {rows.model._meta.verbose_name} {missing} here.")
    return there


def amount_text(amount: Any) -> str:
    """An amount as a decimal string with the places that it needs, at least two."""
    return plain_number(amount, least=2)
