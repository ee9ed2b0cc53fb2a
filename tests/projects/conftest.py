from datetime import date
from decimal import Decimal

import pytest

from clientele.projects.models import Expense, TimeEntry
from clientele.projects.operations import change_status, create_project
from tests.cast import NOW


@pytest.fixture
def a_project(olive, anders):
    """Makes a project: `a_project("Rewiring", status="active", budget_minutes=600)`."""

    def make(name="Boiler replacement", *, customer=None, status="draft", **values):
        project = create_project(customer=customer or anders, values={"name": name, **values}, by=olive, at=NOW)
        if status != "draft":
            project = change_status(project, to="active", by=olive, at=NOW)
        if status not in ("draft", "active"):
            project = change_status(project, to=status, by=olive, at=NOW)
        return project

    return make


@pytest.fixture
def written():
    """Puts time of a member on a project, as the table has it."""

    def write(project, member, *, minutes=60, rate=None, locked_at=None, **values):
        return TimeEntry.objects.create(
            organization=project.organization,
            project=project,
            member=member,
            day=date(2026, 11, 20),
            minutes=minutes,
            rate=None if rate is None else Decimal(rate),
            currency=project.currency,
            locked_at=locked_at,
            created_at=NOW,
            updated_at=NOW,
            **values,
        )

    return write


@pytest.fixture
def an_expense():
    def spend(project, member, amount, *, currency="GBP"):
        return Expense.objects.create(
            organization=project.organization,
            project=project,
            member=member,
            day=date(2026, 11, 20),
            category="travel",
            amount=Decimal(amount),
            currency=currency,
            created_at=NOW,
            updated_at=NOW,
        )

    return spend
