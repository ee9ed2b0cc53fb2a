"""Ids that a request refers to: an unknown one and a foreign one are alike, 404."""

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
