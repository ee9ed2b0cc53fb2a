from decimal import Decimal

import pytest

from clientele.billing.operations import draft_invoice, finalise_invoice
from clientele.customers.models import Customer
from clientele.projects.operations import change_status, create_project
from tests.cast import NOW

HOUR = {"description": "Consulting", "quantity": Decimal(2), "unit": "hour", "unit_price": Decimal("85.00")}


@pytest.fixture
def a_project(olive, anders):
    """Starts a project of Anders: `a_project("Rewiring", status="active")`."""

    def make(name="New boiler", *, customer=None, status="draft"):
        project = create_project(customer=customer or anders, values={"name": name}, by=olive, at=NOW)
        return project if status == "draft" else change_status(project, to=status, by=olive, at=NOW)

    return make


@pytest.fixture
def a_draft(olive, anders):
    def make(customer=None, **values):
        to = customer or anders
        return draft_invoice(customer=to, values=values, lines=[HOUR], by=olive, at=NOW, confirm_currency=True)

    return make


@pytest.fixture
def an_invoice(olive, a_draft):
    """Makes a finalised invoice over 170 to Anders: `an_invoice(currency="EUR")`."""
    return lambda customer=None, **values: finalise_invoice(a_draft(customer, **values), by=olive, at=NOW)


@pytest.fixture
def kept():
    """What is kept of a customer now: `kept(anders) == (1, 1, 0, 0, [])`."""

    def read(customer):
        row = Customer.objects.get(pk=customer.pk)
        return row.projects, row.running_projects, row.invoices, row.unpaid_invoices, row.owing

    return read
