from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from clientele.accounts.models import Member
from clientele.billing.models import Invoice
from clientele.billing.operations import draft_invoice, finalise_invoice
from clientele.customers.models import Customer
from clientele.projects.models import Expense, Project, TimeEntry
from tests.cast import NOW

HOUR = {"description": "Consulting", "quantity": Decimal(2), "unit": "hour", "unit_price": Decimal("85.00")}


@pytest.fixture
def a_draft(anders: Customer, olive: Member) -> Callable[..., Invoice]:
    """Makes a draft for Anders: `a_draft([HOUR], currency="EUR")`."""

    def make(lines: Any = (HOUR,), customer: Customer | None = None, **values: Any) -> Invoice:
        return draft_invoice(
            customer=customer or anders, values=values, lines=lines, by=olive, at=NOW, confirm_currency=True
        )

    return make


@pytest.fixture
def an_invoice(a_draft: Callable[..., Invoice], olive: Member) -> Callable[..., Invoice]:
    """Makes a finalised invoice."""

    def make(lines: Any = (HOUR,), customer: Customer | None = None, **values: Any) -> Invoice:
        return finalise_invoice(a_draft(lines, customer, **values), by=olive, at=NOW)

    return make


@pytest.fixture
def boiler(anders: Customer) -> Project:
    """A project of Anders that is under way."""
    project: Project = Project.objects.create(
        organization=anders.organization,
        customer=anders,
        name="New boiler",
        name_sort="new boiler",
        status="active",
        hourly_rate=Decimal(90),
        created_at=NOW,
        updated_at=NOW,
    )
    return project


@pytest.fixture
def some_time(boiler: Project, theo: Member) -> Callable[..., TimeEntry]:
    """Writes approved time on the boiler: `some_time(90, rate=Decimal(60))`."""

    def make(minutes: int = 60, **values: Any) -> TimeEntry:
        given: Mapping[str, Any] = {"day": date(2026, 11, 3), "status": "approved", "rate": Decimal(90), **values}
        entry: TimeEntry = TimeEntry.objects.create(
            organization=boiler.organization,
            project=boiler,
            member=theo,
            minutes=minutes,
            created_at=NOW,
            updated_at=NOW,
            **given,
        )
        return entry

    return make


@pytest.fixture
def an_expense(boiler: Project, theo: Member) -> Callable[..., Expense]:
    """Writes an approved expense on the boiler."""

    def make(amount: str = "12.40", **values: Any) -> Expense:
        given = {"day": date(2026, 11, 4), "status": "approved", "category": "travel", **values}
        expense: Expense = Expense.objects.create(
            organization=boiler.organization,
            project=boiler,
            member=theo,
            amount=Decimal(amount),
            created_at=NOW,
            updated_at=NOW,
            **given,
        )
        return expense

    return make
