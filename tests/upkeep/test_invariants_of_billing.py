"""Each invariant of invoices holds of what operations write, and finds the fault it is there for."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from clientele.billing import walls
from clientele.billing.models import Line
from clientele.billing.operations import (
    Work,
    credit_invoice,
    draft_from_work,
    draft_invoice,
    finalise_invoice,
    record_payment,
    record_refund,
    void_invoice,
)
from clientele.kit.tenancy import inside
from clientele.projects.models import TimeEntry
from clientele.upkeep.queries.invariants import findings
from tests.cast import NOW, an_active_project


@pytest.fixture
def found(organization, anders, olive):
    project = an_active_project(anders, "Boiler")
    TimeEntry.objects.create(
        organization=organization, project=project, member=olive, minutes=60, rate=Decimal(50), status="approved",
        day=date(2026, 11, 3), created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    line = {"description": "Work", "unit_price": Decimal(100)}

    def final():
        return finalise_invoice(draft_invoice(customer=anders, lines=[line], by=olive, at=NOW), by=olive, at=NOW)

    paid = final()
    record_payment(paid, values={"amount": Decimal(30)}, by=olive, at=NOW)
    wanted = [{"line": Line.objects.get(invoice=paid).pk, "amount": Decimal(20)}]
    credit_invoice(paid, lines=wanted, by=olive, at=NOW)
    returned = final()
    record_payment(returned, values={"amount": returned.total}, by=olive, at=NOW)
    credit_invoice(returned, by=olive, at=NOW)
    record_refund(returned, values={"amount": Decimal(15)}, by=olive, at=NOW)
    void_invoice(final(), reason="Twice", by=olive, at=NOW)
    finalise_invoice(draft_from_work(project, work=Work(), by=olive, at=NOW), by=olive, at=NOW)

    def look(*statements):
        """What is found after statements that are taken back at once."""
        with transaction.atomic(), inside(organization):
            if statements:
                walls.remove_walls()
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
            told = "\n".join(findings([organization]))
            transaction.set_rollback(True)
        return told

    return look


def test_what_operations_write_is_whole(found):
    told = found()
    assert "invoice" not in told
    assert "locked" not in told


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE billing_invoice SET sha256 = 'x' WHERE number = 'INV-2026-0001'", "INV-2026-0001 is not what was"),
        ("UPDATE billing_invoice SET number = 'INV-9' WHERE number = 'INV-2026-0001'", "INV-9 says INV-2026-0001 over"),
        ("UPDATE billing_series SET next_number = 9 WHERE kind = 'invoice'", "8 numbers of kind invoice were given, 4"),
        ("UPDATE billing_payment SET amount = 31000", "its payments and credits leave 49.000"),
        ("UPDATE billing_refund SET amount = 14000", "has 15.000 paid back, its refunds say 14.000"),
        ("UPDATE billing_billedtime SET released_at = '2026-01-01 00:00:00+00:00'", "is locked by no invoice"),
        ("UPDATE projects_timeentry SET locked_at = NULL", "is on an invoice and not locked"),
    ],
)
def test_a_fault_is_found(found, statement, told):
    assert told in found(statement)
