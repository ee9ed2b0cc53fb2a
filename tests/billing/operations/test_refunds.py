from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from clientele.billing.models import Invoice, Payment, Refund
from clientele.billing.operations import (
    credit_invoice,
    record_payment,
    record_refund,
    remove_payment,
    remove_refund,
    void_invoice,
)
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.models import Entry
from tests.cast import NOW


@pytest.fixture
def returned(an_invoice, olive):
    """An invoice over 170 that was paid and then credited whole."""
    invoice = an_invoice()
    record_payment(invoice, values={"amount": Decimal(170)}, by=olive, at=NOW)
    credit_invoice(invoice, by=olive, at=NOW)
    return Invoice.objects.get(pk=invoice.pk)


def stands(invoice):
    row = Invoice.objects.get(pk=invoice.pk)
    return row.status, row.paid_total, row.refunded_total, row.refund_due


def test_what_is_owed_goes_back_by_parts_and_can_be_taken_back(returned, olive):
    assert stands(returned) == ("paid", 170, 0, 170)
    first = record_refund(returned, values={"amount": "100", "reference": "R 1"}, by=olive, at=NOW)
    assert stands(returned) == ("paid", 170, 100, 70)
    assert (first.refunded_on, first.method, first.reference) == (NOW.date(), "bank_transfer", "R 1")
    entry = Entry.objects.latest("pk")
    assert (entry.name, entry.changes) == ("billing.refund_recorded", {"refunded_total": ["0.000", "100.000"]})
    assert entry.facts["amount"] == "£100.00"
    record_refund(returned, values={"amount": "70", "method": "cash"}, by=olive, at=NOW)
    assert stands(returned) == ("paid", 170, 170, 0)
    remove_refund(first, by=olive, at=NOW)
    assert stands(returned) == ("paid", 170, 70, 100)
    assert Entry.objects.latest("pk").name == "billing.refund_removed"
    assert Refund.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"amount": "170.01"}, "amount", "refund_exceeds_due"),
        ({"amount": "0"}, "amount", "min_value"),
        ({"amount": "-5"}, "amount", "min_value"),
        ({"amount": "1.001"}, "amount", "validation_error"),
        ({"amount": None}, "amount", "null"),
        ({"amount": "5", "refunded_on": NOW.date() + timedelta(days=1)}, "refunded_on", "validation_error"),
        ({"amount": "5", "method": "barter"}, "method", "invalid_choice"),
    ],
)
def test_what_cannot_have_gone_back_is_refused(returned, olive, values, field, code):
    with pytest.raises(Refusal) as refused:
        record_refund(returned, values=values, by=olive, at=NOW)
    assert [(error.field, error.code) for error in refused.value.errors] == [(field, code)]
    assert stands(returned) == ("paid", 170, 0, 170)


def test_nothing_goes_back_where_nothing_is_owed(a_draft, an_invoice, olive):
    paid = an_invoice()
    record_payment(paid, values={"amount": Decimal(170)}, by=olive, at=NOW)
    void = void_invoice(an_invoice(), reason="Twice", by=olive, at=NOW)
    note = credit_invoice(an_invoice(), by=olive, at=NOW)
    for invoice, code in (
        (paid, "refund_exceeds_due"),
        (a_draft(), "invoice_draft"),
        (void, "invoice_void"),
        (note, "credit_note_final"),
    ):
        with pytest.raises(Refusal) as refused:
            record_refund(invoice, values={"amount": 1}, by=olive, at=NOW)
        assert refused.value.code == code


def test_a_payment_that_was_paid_back_stays_until_its_refund_goes(returned, olive):
    refund = record_refund(returned, values={"amount": "1"}, by=olive, at=NOW)
    payment = Payment.objects.get()
    with pytest.raises(Conflict) as refused:
        remove_payment(payment, by=olive, at=NOW)
    assert refused.value.code == "payment_refunded"
    remove_refund(refund, by=olive, at=NOW)
    remove_payment(payment, by=olive, at=NOW)
    assert stands(returned) == ("paid", 0, 0, 0)


def test_a_stale_version_is_refused(returned, olive):
    with pytest.raises(Conflict) as refused:
        record_refund(returned, values={"amount": 1}, by=olive, at=NOW, version=1)
    assert refused.value.code == "version_conflict"


def test_the_database_itself_refuses_more_than_is_owed(returned):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=returned.pk).update(refunded_total=Decimal(171))
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=returned.pk).update(refunded_total=Decimal(-1))
