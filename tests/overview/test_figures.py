from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from clientele.billing.operations import (
    credit_invoice,
    delete_draft,
    record_payment,
    reissue_invoice,
    remove_payment,
    void_invoice,
)
from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.overview.operations import recount_figures
from clientele.overview.queries import guards_of, wrong_figures
from clientele.projects.operations import change_status, delete_project, move_project
from clientele.trail.models import Entry
from tests.cast import NOW

NOTHING = (0, 0, 0, 0, [])


@pytest.fixture(autouse=True)
def kept_is_counted(organization):
    """Whatever a test does, in the end nothing kept differs from what is counted."""
    yield
    assert list(wrong_figures()) == []


def test_a_new_customer_has_nothing(anders, kept):
    assert kept(anders) == NOTHING


def test_a_project_is_counted_and_until_it_is_completed_as_running(anders, olive, a_project, kept):
    project = a_project()
    assert kept(anders) == (1, 1, 0, 0, [])
    for status, running in (("active", 1), ("on_hold", 1), ("completed", 0), ("active", 1), ("archived", 0)):
        project = change_status(project, to=status, by=olive, at=NOW)
        assert kept(anders) == (1, running, 0, 0, [])
    delete_project(project, by=olive, at=NOW)
    assert kept(anders) == NOTHING


@pytest.mark.parametrize("status, running", [("active", 1), ("archived", 0)])
def test_a_project_that_moves_is_counted_where_it_goes(anders, a_customer, olive, a_project, kept, status, running):
    quay = a_customer("Quay Street Dental")
    project = a_project(status=status)
    move_project(project, to=quay, by=olive, at=NOW)
    assert (kept(anders), kept(quay)) == (NOTHING, (1, running, 0, 0, []))


def test_a_draft_is_counted_and_owed_from_when_it_is_finalised(anders, olive, a_draft, an_invoice, kept):
    draft = a_draft()
    assert kept(anders) == (0, 0, 1, 0, [])
    an_invoice()
    assert kept(anders) == (0, 0, 2, 1, [("GBP", Decimal(170))])
    delete_draft(draft, by=olive, at=NOW)
    assert kept(anders) == (0, 0, 1, 1, [("GBP", Decimal(170))])


def test_payments_and_their_removal_move_what_is_owed(anders, olive, an_invoice, kept):
    invoice = an_invoice()
    first = record_payment(invoice, values={"amount": Decimal("50.50")}, by=olive, at=NOW)
    assert kept(anders) == (0, 0, 1, 1, [("GBP", Decimal("119.50"))])
    record_payment(invoice, values={"amount": Decimal("119.50")}, by=olive, at=NOW)
    assert kept(anders) == (0, 0, 1, 0, [])
    remove_payment(first, by=olive, at=NOW)
    assert kept(anders) == (0, 0, 1, 1, [("GBP", Decimal("50.50"))])


def test_a_void_invoice_is_counted_and_owes_nothing(anders, olive, an_invoice, kept):
    void_invoice(an_invoice(), reason="Twice", by=olive, at=NOW)
    assert kept(anders) == (0, 0, 1, 0, [])


def test_a_credit_note_is_counted_and_takes_back_what_is_owed(anders, olive, an_invoice, kept):
    invoice = an_invoice()
    record_payment(invoice, values={"amount": Decimal(100)}, by=olive, at=NOW)
    credit_invoice(invoice, by=olive, at=NOW)
    assert kept(anders) == (0, 0, 2, 0, [])


def test_an_invoice_issued_again_is_owed_by_the_other_customer(anders, a_customer, olive, an_invoice, kept):
    quay = a_customer("Quay Street Dental")
    reissue_invoice(an_invoice(), customer=quay, by=olive, at=NOW)
    assert kept(anders) == (0, 0, 2, 0, [])
    assert kept(quay) == (0, 0, 1, 0, [])


def test_currencies_are_never_added_and_the_largest_amount_sorts(anders, olive, an_invoice, kept):
    an_invoice()
    an_invoice(currency="EUR")
    dear = an_invoice(currency="EUR")
    assert kept(anders)[4] == [("EUR", Decimal(340)), ("GBP", Decimal(170))]
    assert Customer.objects.get(pk=anders.pk).outstanding == Decimal(340)
    void_invoice(dear, reason="Twice", by=olive, at=NOW)
    assert Customer.objects.get(pk=anders.pk).outstanding == Decimal(170)


def test_what_was_invoiced_credited_and_paid_is_kept_in_each_currency(anders, olive, a_draft, an_invoice):
    def billed():
        return Customer.objects.get(pk=anders.pk).billed

    a_draft()
    assert billed() is None
    first = an_invoice()
    assert billed() == {"GBP": ["170.000", "0.000", "0.000"]}
    payment = record_payment(first, values={"amount": Decimal("50.50")}, by=olive, at=NOW)
    assert billed() == {"GBP": ["170.000", "0.000", "50.500"]}
    remove_payment(payment, by=olive, at=NOW)
    credit_invoice(first, by=olive, at=NOW)
    assert billed() == {"GBP": ["170.000", "170.000", "0.000"]}
    euros = an_invoice(currency="EUR")
    assert billed() == {"GBP": ["170.000", "170.000", "0.000"], "EUR": ["170.000", "0.000", "0.000"]}
    void_invoice(euros, reason="Twice", by=olive, at=NOW)
    assert billed() == {"GBP": ["170.000", "170.000", "0.000"]}


def test_the_figures_are_no_change_of_the_customer(anders, olive, a_project, an_invoice):
    a_project()
    an_invoice()
    after = Customer.objects.get(pk=anders.pk)
    assert (after.version, after.updated_at) == (anders.version, anders.updated_at)
    told = Entry.objects.filter(subject_kind="customer", subject_id=anders.pk).order_by("pk")
    assert [entry.name for entry in told] == ["customers.created"]


def test_a_change_of_the_customer_leaves_the_figures_alone(anders, olive, a_project, an_invoice, kept):
    a_project()
    an_invoice()
    update_customer(anders, changes={"phone": "01632 960 418", "currency": "EUR"}, by=olive, at=NOW)
    assert kept(anders) == (1, 1, 1, 1, [("GBP", Decimal(170))])


def test_what_is_wrong_is_named_and_counted_anew(anders, a_customer, a_project, an_invoice):
    quay = a_customer("Quay Street Dental")
    a_project()
    an_invoice()
    Customer.objects.filter(pk=anders.pk).update(projects=4, owed={"GBP": "1.000"}, outstanding=1)
    Customer.objects.filter(pk=quay.pk).update(invoices=1)
    assert list(wrong_figures()) == [
        (anders.pk, "projects", 4, 1),
        (anders.pk, "outstanding", Decimal(1), Decimal(170)),
        (anders.pk, "owed", {"GBP": "1.000"}, {"GBP": "170.000"}),
        (quay.pk, "invoices", 1, 0),
    ]
    assert recount_figures() == 2
    assert recount_figures() == 0


def test_the_database_refuses_more_running_projects_than_there_are(anders):
    with pytest.raises(IntegrityError), transaction.atomic():
        Customer.objects.filter(pk=anders.pk).update(running_projects=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Customer.objects.filter(pk=anders.pk).update(outstanding=-1)


def test_the_migration_fills_what_was_there_before(anders, a_customer, a_project, an_invoice, a_draft, olive):
    a_project()
    a_project("Rewiring", status="archived")
    an_invoice()
    an_invoice(currency="EUR")
    a_draft(a_customer("Quay Street Dental"), currency="EUR")
    Customer.objects.update(projects=0, running_projects=0, invoices=0, unpaid_invoices=0, outstanding=0, owed=None)
    migration = import_module("clientele.overview.migrations.0002_figures_of_what_is_there")
    migration.fill(apps, None)


def test_the_migration_fills_what_was_invoiced_before(anders, a_customer, an_invoice, a_draft, olive):
    record_payment(an_invoice(), values={"amount": Decimal(170)}, by=olive, at=NOW)
    credit_invoice(an_invoice(currency="EUR"), by=olive, at=NOW)
    void_invoice(an_invoice(), reason="Twice", by=olive, at=NOW)
    a_draft(a_customer("Quay Street Dental"))
    Customer.objects.update(billed=None)
    migration = import_module("clientele.overview.migrations.0004_billed_and_revenue_of_what_is_there")
    migration.fill_billed(apps)


def test_what_keeps_a_customer_from_being_deleted_is_told(anders, olive, a_project, an_invoice):
    assert not guards_of(anders)
    project, _ = a_project(status="active"), a_project("Rewiring", status="archived")
    invoice = an_invoice()
    guards = guards_of(Customer.objects.get(pk=anders.pk))
    assert (guards.running_projects, guards.unpaid_invoices) == (1, 1)
    assert guards.owing == [("GBP", Decimal(170))]
    assert guards
    change_status(project, to="completed", by=olive, at=NOW)
    record_payment(invoice, values={"amount": Decimal(170)}, by=olive, at=NOW)
    assert not guards_of(Customer.objects.get(pk=anders.pk))
