from datetime import timedelta
from decimal import Decimal

import pytest

from clientele.billing.models import Invoice, Payment
from clientele.billing.operations import record_payment, remove_payment, void_invoice
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.models import Entry
from tests.cast import NOW


def stands():
    row = Invoice.objects.get()
    return row.status, row.paid_total, row.balance


def test_money_comes_in_by_parts_and_can_be_taken_back(an_invoice, olive):
    invoice = an_invoice()
    first = record_payment(invoice, values={"amount": Decimal(100), "reference": "ACC 12"}, by=olive, at=NOW)
    assert stands() == ("partially_paid", Decimal(100), Decimal(70))
    assert (first.paid_on, first.method) == (NOW.date(), "bank_transfer")
    second = record_payment(invoice, values={"amount": Decimal(70), "method": "cash"}, by=olive, at=NOW)
    assert stands() == ("paid", Decimal(170), Decimal(0))
    assert Entry.objects.latest("pk").changes["status"] == ["partially_paid", "paid"]
    remove_payment(second, by=olive, at=NOW)
    remove_payment(first, by=olive, at=NOW)
    assert stands() == ("sent", Decimal(0), Decimal(170))
    assert Entry.objects.latest("pk").facts["amount"] == "£100.00"
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"amount": Decimal("170.01")}, "amount", "payment_exceeds_balance"),
        ({"amount": Decimal(0)}, "amount", "min_value"),
        ({"amount": Decimal(-5)}, "amount", "min_value"),
        ({"amount": Decimal("1.001")}, "amount", "validation_error"),
        ({"amount": None}, "amount", "null"),
        ({"amount": Decimal(5), "paid_on": NOW.date() + timedelta(days=1)}, "paid_on", "validation_error"),
        ({"amount": Decimal(5), "method": "barter"}, "method", "invalid_choice"),
    ],
)
def test_what_cannot_have_come_in_is_refused(an_invoice, olive, values, field, code):
    with pytest.raises(Refusal) as refused:
        record_payment(an_invoice(), values=values, by=olive, at=NOW)
    assert [(error.field, error.code) for error in refused.value.errors] == [(field, code)]
    assert stands() == ("sent", Decimal(0), Decimal(170))


def test_nothing_comes_in_for_a_draft_or_a_void_invoice(a_draft, an_invoice, olive):
    void = void_invoice(an_invoice(), reason="Twice", by=olive, at=NOW)
    for invoice, code in ((a_draft(), "invoice_draft"), (void, "invoice_void")):
        with pytest.raises(Conflict) as refused:
            record_payment(invoice, values={"amount": Decimal(1)}, by=olive, at=NOW)
        assert refused.value.code == code


def test_a_stale_version_is_refused(an_invoice, olive):
    invoice = an_invoice()
    record_payment(invoice, values={"amount": Decimal(1)}, by=olive, at=NOW, version=invoice.version)
    with pytest.raises(Conflict) as refused:
        record_payment(invoice, values={"amount": Decimal(1)}, by=olive, at=NOW, version=invoice.version)
    assert refused.value.code == "version_conflict"
