from decimal import Decimal

import pytest

from clientele.billing.models import Invoice
from clientele.billing.operations import credit_invoice, finalise_invoice, record_payment, void_invoice
from clientele.billing.queries import pdf_of_invoice
from clientele.kit.refusals import Conflict
from clientele.projects.models import Project
from clientele.projects.operations import move_project
from clientele.trail.models import Entry
from clientele.trail.queries import timeline_for
from clientele.upkeep.queries.invariants.billing import invoices_away_from_their_project
from tests.cast import NOW


@pytest.fixture
def quay(a_customer):
    return a_customer("Quayside Foods", email="pay@quay.example", country="GB")


def filed(invoice):
    return Invoice.objects.get(pk=invoice.pk).customer


def test_a_project_takes_its_invoices_along_and_their_documents_stay_as_they_are(an_invoice, boiler, quay, olive):
    invoice = an_invoice(project=boiler)
    record_payment(invoice, values={"amount": 50}, by=olive, at=NOW)
    before = Invoice.objects.get(pk=invoice.pk)
    pdf = pdf_of_invoice(before)
    move_project(boiler, to=quay, by=olive, at=NOW)
    after = Invoice.objects.get(pk=invoice.pk)
    assert (after.customer, after.version) == (quay, before.version + 1)
    kept = ("number", "paper", "sha256", "billing", "balance", "status", "finalized_at")
    assert all(getattr(after, name) == getattr(before, name) for name in kept)
    assert pdf_of_invoice(after) == pdf


def test_void_ones_credited_ones_and_credit_notes_go_along(an_invoice, anders, boiler, quay, olive):
    void, whole, part = (an_invoice(project=boiler) for _ in range(3))
    void_invoice(void, reason="Twice", by=olive, at=NOW)
    notes = [credit_invoice(invoice, by=olive, at=NOW) for invoice in (whole, part)]
    move_project(boiler, to=quay, by=olive, at=NOW)
    assert {filed(invoice) for invoice in (void, whole, part, *notes)} == {quay}
    assert list(invoices_away_from_their_project(boiler.organization)) == []
    Project.objects.filter(pk=boiler.pk).update(customer=anders)
    assert len(list(invoices_away_from_their_project(boiler.organization))) == 5


def test_a_draft_goes_along_with_the_billing_details_of_the_new_customer(a_draft, boiler, quay, olive):
    draft = a_draft(project=boiler)
    move_project(boiler, to=quay, by=olive, at=NOW)
    draft.refresh_from_db()
    assert (draft.customer, draft.billing["buyer"]["name"]) == (quay, "Quayside Foods")
    assert finalise_invoice(draft, by=olive, at=NOW).paper["buyer"]["email"] == "pay@quay.example"


def test_invoices_of_nothing_or_of_another_project_stay(an_invoice, anders, boiler, quay, olive):
    plain = an_invoice()
    move_project(boiler, to=quay, by=olive, at=NOW)
    assert filed(plain) == anders


def test_the_trail_tells_both_customers_and_what_each_owes(an_invoice, anders, boiler, quay, olive):
    invoice = an_invoice(project=boiler)
    move_project(boiler, to=quay, by=olive, at=NOW)
    entry = Entry.objects.get(name="billing.invoice_moved")
    assert (entry.within_id, entry.author) == (quay.pk, olive.name)
    assert entry.changes == {"customer": [anders.pk, quay.pk]}
    told = {"currency": "GBP", "source": anders.name, "target": quay.name, "version": invoice.version + 1}
    assert Decimal(entry.facts.pop("balance")) == invoice.balance
    assert entry.facts == told
    assert timeline_for(anders).first().name == "projects.moved_away"
    assert {"projects.moved", "billing.invoice_moved"} <= {entry.name for entry in timeline_for(quay)}


def test_it_comes_back_as_it_went(an_invoice, anders, boiler, quay, olive):
    invoice = an_invoice(project=boiler)
    moved = move_project(boiler, to=quay, by=olive, at=NOW)
    move_project(moved, to=anders, by=olive, at=NOW)
    assert filed(invoice) == anders


def test_where_the_project_may_not_go_the_invoices_stay(an_invoice, anders, boiler, a_customer, olive):
    invoice, resting = an_invoice(project=boiler), a_customer("Resting", status="inactive")
    with pytest.raises(Conflict, match="is inactive"):
        move_project(boiler, to=resting, by=olive, at=NOW)
    assert filed(invoice) == anders
    move_project(boiler, to=resting, confirm=True, by=olive, at=NOW)
    assert filed(invoice) == resting
