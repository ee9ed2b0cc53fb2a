from datetime import date
from decimal import Decimal

import pytest

from clientele.billing import policy
from clientele.billing.choices import InvoiceStatus
from clientele.billing.models import Invoice
from clientele.billing.operations import credit_invoice, record_payment, set_numbering, void_invoice
from clientele.billing.queries import (
    SORTS,
    Billed,
    InvoiceFilter,
    ageing_by_customer,
    ageing_for,
    ageing_of,
    billed_to,
    gaps_of_billing,
    in_order,
    invoice_for,
    invoices_for,
    invoices_of,
    lines_by_invoice,
    listed_invoices,
    numbered,
    numbering_of,
    outcome_of,
    series_of,
)
from clientele.customers.models import Customer
from clientele.kit.tenancy import inside
from tests.billing.conftest import HOUR
from tests.cast import NOW

TODAY = date(2026, 11, 22)


def days(**amounts):
    return {name: Decimal(amounts.get(name, 0)) for name in ("current", "days_30", "days_60", "days_90", "older")}


def test_what_is_owed_is_told_by_currency_and_age(an_invoice, anders, olive):
    for issued_on in (
        TODAY,
        date(2026, 10, 22),
        date(2026, 10, 1),
        date(2026, 9, 1),
        date(2026, 8, 1),
        date(2026, 6, 1),
    ):
        an_invoice(issued_on=issued_on)
    record_payment(an_invoice(currency="EUR"), values={"amount": Decimal(70)}, by=olive, at=NOW)
    void_invoice(an_invoice(), reason="x", by=olive, at=NOW)
    euros, pounds = ageing_of(anders, TODAY)
    assert (euros.currency, euros.outstanding, euros.overdue) == ("EUR", Decimal(100), Decimal(0))
    assert pounds.amounts == days(current=170, days_30=340, days_60=170, days_90=170, older=170)
    assert [age.outstanding for age in ageing_for(olive, TODAY)] == [Decimal(100), Decimal(1020)]
    told = [(pk, name, age.currency, age.outstanding) for pk, name, age in ageing_by_customer(olive, TODAY)]
    assert told == [(anders.pk, anders.name, "EUR", 100), (anders.pk, anders.name, "GBP", 1020)]


def test_what_a_customer_was_invoiced_is_summed_in_each_currency(
    an_invoice, a_draft, a_customer, anders, olive, django_assert_num_queries
):
    def told():
        customer = Customer.objects.get(pk=anders.pk)
        with django_assert_num_queries(0):
            return billed_to(customer)

    assert told() == []
    a_draft()
    an_invoice(customer=a_customer("Quay"))
    void_invoice(an_invoice(), reason="x", by=olive, at=NOW)
    credit_invoice(an_invoice(), by=olive, at=NOW)
    record_payment(an_invoice(), values={"amount": "70"}, by=olive, at=NOW)
    an_invoice(currency="EUR")
    assert told() == [
        Billed("EUR", Decimal(170), Decimal(0), Decimal(0), Decimal(170)),
        Billed("GBP", Decimal(340), Decimal(170), Decimal(70), Decimal(100)),
    ]


def test_a_list_is_narrowed(an_invoice, a_draft, a_customer, boiler, olive):
    draft, old = a_draft(), an_invoice(issued_on=date(2026, 9, 1))
    euros = an_invoice(currency="EUR", project=boiler)
    credit = credit_invoice(an_invoice(customer=a_customer("Quay")), by=olive, at=NOW)
    for wanted, hits in (
        (InvoiceFilter(statuses=("draft",)), [draft]),
        (InvoiceFilter(overdue_on=TODAY), [old]),
        (InvoiceFilter(currency="EUR"), [euros]),
        (InvoiceFilter(project=boiler.pk), [euros]),
        (InvoiceFilter(kind="credit_note"), [credit]),
        (InvoiceFilter(issued_to=date(2026, 9, 1)), [old]),
        (InvoiceFilter(customer=credit.customer_id, kind="invoice"), [credit.credits]),
        (InvoiceFilter(issued_from=TODAY, statuses=("sent",)), [euros]),
    ):
        assert list(listed_invoices(olive, wanted).order_by("pk")) == hits, wanted
    assert outcome_of(credit.credits).credit_notes == [credit]
    assert list(invoices_for(olive).filter(numbered("CN-"))) == [credit]


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{sort}" for sort in SORTS)])
def test_a_list_is_sorted(an_invoice, a_draft, olive, sort):
    a_draft()
    an_invoice(issued_on=date(2026, 9, 1))
    an_invoice([HOUR, HOUR])
    rows = list(in_order(invoices_for(olive), sort))
    columns = [tuple(getattr(row, column.name) for column in SORTS[sort.removeprefix("-")]) for row in rows]
    assert columns == sorted(columns, reverse=sort.startswith("-"))


def test_the_invoices_of_a_customer_come_newest_first_with_a_constant_number_of_queries(
    an_invoice, anders, django_assert_num_queries
):
    older, newer = an_invoice(issued_on=date(2026, 9, 1)), an_invoice()
    with django_assert_num_queries(2):
        rows = list(invoices_of(anders))
        lines = lines_by_invoice(rows)
    assert rows == [newer, older]
    assert [len(lines[row.pk]) for row in rows] == [1, 1]


def test_what_an_invoice_would_leave_blank_is_told(anders, a_customer):
    assert gaps_of_billing(anders) == ("billing_line1", "tax_number")
    person = a_customer("Ada", kind="individual", address_line1="1 Mill Lane")
    assert gaps_of_billing(person) == ("billing_email",)


def test_who_may_see_and_write_invoices(an_invoice, olive, ada, dana, theo, otto):
    invoice = an_invoice()
    assert [policy.may_view(member) for member in (olive, ada, dana, theo)] == [True, True, True, False]
    assert [policy.may_edit(member) for member in (olive, ada, dana, theo)] == [True, True, True, False]
    assert [policy.may_number(member) for member in (olive, ada, dana, theo)] == [True, True, False, False]
    assert invoice_for(dana, invoice.pk) == invoice
    assert invoice_for(theo, invoice.pk) is None
    assert (invoice_for(olive, 2**63), ageing_for(theo, TODAY), ageing_by_customer(theo, TODAY)) == (None, [], [])
    with inside(otto.organization):
        assert invoice_for(otto, invoice.pk) is None
    olive.organization.disabled_features = ["invoices"]
    assert not policy.may_view(olive)


def test_how_an_organisation_numbers(an_invoice, olive):
    assert numbering_of(olive.organization).invoice_pattern == "INV-{year}-{number}"
    set_numbering(olive.organization, changes={"digits": 6}, by=olive, at=NOW)
    assert an_invoice().number == "INV-2026-000001"
    assert [(series.year, series.next_number) for series in series_of(olive.organization)] == [(2026, 2)]
    assert Invoice.objects.get().status == InvoiceStatus.SENT
