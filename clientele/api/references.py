"""Ids that a request refers to: an unknown one and a foreign one are alike, 404."""

from collections.abc import Sequence

from django.http import Http404

from clientele.accounts.models import Member
from clientele.api.answers import found
from clientele.billing.queries import projects_to_bill
from clientele.customers.models import Customer
from clientele.customers.queries import customers_for
from clientele.projects.models import Project


def the_customer(member: Member, pk: int) -> Customer:
    """The customer of that id, archived or not."""
    customer: Customer = found(customers_for(member), pk)
    return customer


def the_billed_project(member: Member, pk: int | None) -> Project | None:
    """The project of that id that an invoice is for, where there is one."""
    project: Project | None = found(projects_to_bill(member), pk) if pk is not None else None
    return project


def the_billed_projects(member: Member, pks: Sequence[int]) -> tuple[Project, ...]:
    """The projects of those ids that an invoice is for, each once."""
    there = {project.pk: project for project in projects_to_bill(member).filter(pk__among=pks)} if pks else {}
    for pk in pks:
        if pk not in there:
            raise Http404(f"There is no project {pk} here.")
    return tuple(there[pk] for pk in dict.fromkeys(pks))
