from datetime import date
from decimal import Decimal

import pytest

from clientele.billing.documents.paper import paper_of
from clientele.billing.models import Invoice, Line
from clientele.billing.operations import (
    credit_invoice,
    record_payment,
    reissue_invoice,
    remove_payment,
    void_invoice,
)
from clientele.customers.operations import update_customer
from clientele.kit.refusals import Conflict, Refusal
from tests.billing.conftest import HOUR
from tests.cast import NOW

TAXED = HOUR | {"tax_rate": Decimal(20)}


def stands(invoice):
    row = Invoice.objects.get(pk=invoice.pk)
    return row.status, row.credited_total, row.balance


def test_a_credit_note_takes_an_invoice_back_with_its_own_number_and_the_same_snapshot(an_invoice, anders, olive):
    invoice = an_invoice([TAXED])
    update_customer(anders, changes={"name": "Renamed"}, by=olive, at=NOW)
    credit = credit_invoice(invoice, by=olive, at=NOW)
    assert (credit.number, credit.kind, credit.total, credit.balance) == ("CN-2026-0001", "credit_note", 204, 0)
    paper = paper_of(credit.paper)
    assert paper.credits == ("INV-2026-0001", date(2026, 11, 22))
    assert paper.buyer.name == "Anders & Sons Bakery"
    assert stands(invoice) == ("paid", Decimal(204), Decimal(0))
    row = Invoice.objects.get(pk=invoice.pk)
    assert (row.is_credited, row.state(NOW.date()), credit.state(NOW.date())) == (True, "credited", "issued")
    with pytest.raises(Conflict) as refused:
        credit_invoice(invoice, by=olive, at=NOW)
    assert refused.value.code == "invoice_credited"


def test_a_part_is_credited_by_amount_or_by_quantity_and_then_the_rest(an_invoice, olive):
    invoice = an_invoice([TAXED, HOUR | {"description": "Free of tax"}])
    first, second = Line.objects.filter(invoice=invoice).order_by("position")
    part = credit_invoice(invoice, lines=[{"line": first.pk, "amount": Decimal(50)}], by=olive, at=NOW)
    assert (part.subtotal, part.tax_total, part.total) == (50, 10, 60)
    assert stands(invoice) == ("sent", Decimal(60), Decimal(314))
    credit_invoice(invoice, lines=[{"line": second.pk, "quantity": Decimal("0.5")}], by=olive, at=NOW)
    assert stands(invoice) == ("sent", Decimal("102.50"), Decimal("271.50"))
    rest = credit_invoice(invoice, by=olive, at=NOW)
    assert rest.total == Decimal("271.50")
    assert [line.description for line in paper_of(rest.paper).lines] == ["What is left of INV-2026-0001"] * 2
    assert stands(invoice) == ("paid", Decimal(374), Decimal(0))


def test_parts_whose_tax_is_rounded_never_come_to_more_than_the_whole(an_invoice, olive):
    invoice = an_invoice([TAXED | {"quantity": Decimal(3), "unit_price": Decimal("0.10"), "tax_rate": Decimal(5)}])
    assert invoice.total == Decimal("0.32")
    line = Line.objects.get(invoice=invoice)
    for _ in range(3):
        credit_invoice(invoice, lines=[{"line": line.pk, "amount": Decimal("0.10")}], by=olive, at=NOW)
    assert stands(invoice) == ("paid", Decimal("0.32"), Decimal(0))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"amount": Decimal(171)}, "lines.0.amount"),
        ({"amount": Decimal(0)}, "lines.0.amount"),
        ({"quantity": Decimal(3)}, "lines.0.quantity"),
        ({"line": 4000}, "lines.0.line"),
    ],
)
def test_no_more_than_the_line_is_credited(an_invoice, olive, given, field):
    invoice = an_invoice()
    line = Line.objects.get(invoice=invoice)
    with pytest.raises(Refusal) as refused:
        credit_invoice(invoice, lines=[{"line": line.pk, **given}], by=olive, at=NOW)
    assert [error.field for error in refused.value.errors] == [field]


def test_no_more_than_what_is_left_is_credited(an_invoice, olive):
    invoice = an_invoice()
    wanted = [{"line": Line.objects.get(invoice=invoice).pk, "amount": Decimal(100)}]
    credit_invoice(invoice, lines=wanted, by=olive, at=NOW)
    for again, code in ((wanted, "credit_exceeds_invoice"), ([], "validation_error")):
        with pytest.raises(Refusal) as refused:
            credit_invoice(invoice, lines=again, by=olive, at=NOW)
        assert refused.value.code == code


def test_what_was_paid_of_a_credited_invoice_is_owed(an_invoice, olive):
    invoice = an_invoice()
    payment = record_payment(invoice, values={"amount": Decimal(170)}, by=olive, at=NOW)
    credit_invoice(invoice, by=olive, at=NOW)
    row = Invoice.objects.get(pk=invoice.pk)
    assert (row.status, row.balance, row.refund_due) == ("paid", Decimal(0), Decimal(170))
    remove_payment(payment, by=olive, at=NOW)
    row = Invoice.objects.get(pk=invoice.pk)
    assert (row.status, row.balance, row.refund_due) == ("paid", Decimal(0), Decimal(0))


def test_a_credit_note_is_neither_credited_nor_voided_nor_paid(an_invoice, olive):
    credit = credit_invoice(an_invoice(), by=olive, at=NOW)
    for act in (
        lambda: credit_invoice(credit, by=olive, at=NOW),
        lambda: void_invoice(credit, reason="x", by=olive, at=NOW),
        lambda: record_payment(credit, values={"amount": Decimal(1)}, by=olive, at=NOW),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "credit_note_final"


def test_voiding_keeps_number_and_paper_and_wants_a_reason(an_invoice, olive):
    invoice = an_invoice()
    with pytest.raises(Refusal) as refused:
        void_invoice(invoice, reason=" ", by=olive, at=NOW)
    assert refused.value.errors[0].field == "reason"
    void = void_invoice(invoice, reason="Sent twice", by=olive, at=NOW)
    assert (void.status, void.balance, void.number) == ("void", Decimal(0), "INV-2026-0001")
    assert Invoice.objects.get().paper == invoice.paper
    with pytest.raises(Conflict) as refused:
        credit_invoice(void, by=olive, at=NOW)
    assert refused.value.code == "invoice_void"


def test_what_is_paid_or_credited_in_part_is_not_voided(an_invoice, olive):
    paid, credited = an_invoice(), an_invoice()
    record_payment(paid, values={"amount": Decimal(1)}, by=olive, at=NOW)
    line = Line.objects.get(invoice=credited)
    credit_invoice(credited, lines=[{"line": line.pk, "amount": Decimal(1)}], by=olive, at=NOW)
    for invoice, code in ((paid, "invoice_paid"), (credited, "invoice_credited")):
        with pytest.raises(Conflict) as refused:
            void_invoice(invoice, reason="x", by=olive, at=NOW)
        assert refused.value.code == code


def test_an_invoice_to_the_wrong_customer_is_credited_and_drafted_for_the_right_one(an_invoice, a_customer, olive):
    invoice, quay = an_invoice([TAXED], reference="PO 7"), a_customer("Quay Street Dental")
    credit, draft = reissue_invoice(invoice, customer=quay, by=olive, at=NOW)
    assert (credit.credits_id, stands(invoice)[2]) == (invoice.pk, Decimal(0))
    assert (draft.customer, draft.status, draft.total, draft.reference) == (quay, "draft", Decimal(204), "PO 7")
    assert draft.billing["buyer"]["name"] == "Quay Street Dental"
    with pytest.raises(Refusal) as refused:
        reissue_invoice(draft, customer=quay, by=olive, at=NOW)
    assert refused.value.errors[0].field == "customer"
