from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from clientele.billing.models import Invoice
from clientele.billing.operations import (
    credit_invoice,
    delete_draft,
    record_payment,
    reissue_invoice,
    void_invoice,
)
from clientele.kit.tenancy import inside
from clientele.overview.models import Revenue
from clientele.overview.operations import recount_revenue
from clientele.overview.queries import revenue_by_month, wrong_revenue
from tests.cast import NOW

YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture(autouse=True)
def kept_is_counted(organization):
    """Whatever a test does, in the end nothing kept differs from what is counted."""
    yield
    assert list(wrong_revenue()) == []


def test_it_is_what_was_invoiced_less_what_was_credited(olive, an_invoice):
    an_invoice(issued_on=date(2026, 10, 5))
    credit_invoice(an_invoice(), by=olive, at=NOW)
    void_invoice(an_invoice(issued_on=date(2026, 9, 6)), reason="Twice", by=olive, at=NOW)
    assert revenue_by_month(olive, **YEAR) == [(OCTOBER, "GBP", Decimal(170)), (NOVEMBER, "GBP", Decimal(0))]


def test_a_month_is_the_sum_of_its_days_in_each_currency(olive, an_invoice):
    for day in (1, 1, 31):
        an_invoice(issued_on=date(2026, 10, day))
    an_invoice(issued_on=date(2026, 10, 31), currency="EUR")
    assert revenue_by_month(olive, **YEAR) == [(OCTOBER, "EUR", Decimal(170)), (OCTOBER, "GBP", Decimal(510))]
    assert revenue_by_month(olive, since=date(2026, 10, 2), until=date(2026, 10, 30)) == []


def test_drafts_payments_and_what_goes_to_another_move_none(olive, an_invoice, a_draft, a_customer):
    delete_draft(a_draft(), by=olive, at=NOW)
    record_payment(an_invoice(), values={"amount": Decimal(70)}, by=olive, at=NOW)
    assert revenue_by_month(olive, **YEAR) == [(NOVEMBER, "GBP", Decimal(170))]
    reissue_invoice(an_invoice(), customer=a_customer("Quay Street Dental"), by=olive, at=NOW)
    assert revenue_by_month(olive, **YEAR) == [(NOVEMBER, "GBP", Decimal(170))]


def test_a_credit_note_counts_on_its_own_day(olive, an_invoice):
    credit_invoice(an_invoice(issued_on=date(2026, 10, 5)), by=olive, at=NOW)
    assert revenue_by_month(olive, **YEAR) == [(OCTOBER, "GBP", Decimal(170)), (NOVEMBER, "GBP", Decimal(-170))]


def test_a_year_is_read_by_one_statement_from_what_is_kept(olive, an_invoice, django_assert_num_queries):
    an_invoice()
    with django_assert_num_queries(1) as asked:
        revenue_by_month(olive, **YEAR)
    assert "billing_invoice" not in asked.captured_queries[0]["sql"]


def test_what_is_wrong_is_named_and_counted_anew(olive, an_invoice):
    an_invoice()
    on = Invoice.objects.get().issued_on
    Revenue.objects.update(net=Decimal(1))
    assert list(wrong_revenue()) == [(on, "GBP", (Decimal(1), 1), (Decimal(170), 1))]
    assert (recount_revenue(), recount_revenue()) == (1, 0)
    Revenue(organization=olive.organization, day=date(2026, 1, 1), currency="GBP", net=Decimal(5), documents=1).save()
    assert (recount_revenue(), recount_revenue()) == (1, 0)
    Revenue.objects.all().delete()
    assert (recount_revenue(), recount_revenue()) == (1, 0)


def test_the_migration_fills_what_was_there_before(olive, an_invoice, a_draft):
    an_invoice(issued_on=date(2026, 10, 5))
    an_invoice(issued_on=date(2026, 10, 5), currency="EUR")
    credit_invoice(an_invoice(), by=olive, at=NOW)
    a_draft()
    Revenue.objects.all().delete()
    migration = import_module("clientele.overview.migrations.0004_billed_and_revenue_of_what_is_there")
    migration.fill_revenue(apps)
    assert revenue_by_month(olive, **YEAR) != []


def test_another_organisation_and_who_may_not_see_invoices_see_none(olive, theo, otto, an_invoice):
    an_invoice()
    assert revenue_by_month(theo, **YEAR) == []
    with inside(otto.organization):
        assert revenue_by_month(otto, **YEAR) == []
        assert list(wrong_revenue()) == []
