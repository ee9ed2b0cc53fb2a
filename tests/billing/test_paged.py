"""A page of invoices is the same as that of the whole list, whatever narrows it."""

from datetime import date

import pytest
from django.db import connection

from clientele.billing.choices import OUTSTANDING
from clientele.billing.operations import credit_invoice, record_payment, void_invoice
from clientele.billing.queries import (
    SORTS,
    InvoiceFilter,
    ageing_by_customer,
    ageing_in,
    ageing_listed,
    ageing_of,
    in_order,
    listed_invoices,
    page_of_invoices,
    paged,
    shown_invoices,
)
from tests.cast import NOW

TODAY = date(2026, 11, 22)


@pytest.fixture
def several(olive, an_invoice, a_draft, a_customer, boiler):
    """Of every state, of two customers, in two currencies, over some months."""
    quay = a_customer("Quay Street Dental")
    a_draft()
    an_invoice(issued_on=date(2026, 9, 1))
    record_payment(an_invoice(issued_on=date(2026, 8, 1), customer=quay), values={"amount": "70"}, by=olive, at=NOW)
    record_payment(an_invoice(currency="EUR", project=boiler), values={"amount": "170"}, by=olive, at=NOW)
    void_invoice(an_invoice(currency="EUR"), reason="Twice", by=olive, at=NOW)
    credit_invoice(an_invoice(customer=quay), by=olive, at=NOW)
    return quay


def filters(quay, boiler):
    return (
        InvoiceFilter(),
        InvoiceFilter(statuses=("sent", "partially_paid")),
        InvoiceFilter(kind="credit_note"),
        InvoiceFilter(overdue_on=TODAY),
        InvoiceFilter(customer=quay.pk),
        InvoiceFilter(customer=quay.pk, overdue_on=TODAY, issued_to=date(2026, 8, 15)),
        InvoiceFilter(project=boiler.pk, currency="EUR"),
        InvoiceFilter(issued_from=date(2026, 8, 15), issued_to=date(2026, 9, 15)),
        InvoiceFilter(issued_from=date(2027, 1, 1)),
    )


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{sort}" for sort in SORTS)])
def test_every_page_is_the_slice_of_the_whole(olive, several, boiler, sort):
    for wanted in filters(several, boiler):
        whole = list(in_order(listed_invoices(olive, wanted), sort))
        for number in (1, 2, 3, 9):
            page = page_of_invoices(olive, wanted, sort, number=number, size=3)
            assert page.items == whole[(page.number - 1) * 3 : page.number * 3], (wanted, number)
            assert (page.total, page.number) == (len(whole), min(number, max(1, -(-len(whole) // 3))))


def test_what_is_open_of_a_page_is_that_of_the_whole_list(olive, several, boiler):
    for wanted in filters(several, boiler):
        assert ageing_listed(olive, wanted, TODAY) == ageing_in(listed_invoices(olive, wanted), TODAY), wanted
    assert ageing_listed(olive, InvoiceFilter(), TODAY) != []


def test_past_what_is_counted_pages_go_on(olive, several, monkeypatch):
    monkeypatch.setattr(paged, "COUNTED_AT_MOST", 2)
    whole = list(in_order(listed_invoices(olive, InvoiceFilter()), "-issued_on"))
    page = page_of_invoices(olive, InvoiceFilter(), "-issued_on", number=2, size=3)
    assert (page.items, page.total, page.is_more) == (whole[3:6], 2, True)


def test_all_that_a_list_shows_is_read_at_once(olive, several, boiler, django_assert_num_queries):
    page_of_invoices(olive, InvoiceFilter(), "number", number=1, size=20)
    with django_assert_num_queries(2):
        for row in page_of_invoices(olive, InvoiceFilter(), "number", number=1, size=20).items:
            assert row.customer.name
            assert row.project is None or row.project.name
            assert row.state(TODAY)
            assert row.total >= row.balance
            assert row.days_overdue(TODAY) >= 0
            assert str(row) == (row.number or "Draft")


def test_who_may_not_see_invoices_gets_none(theo, otto, olive, several):
    keys = [row.pk for row in page_of_invoices(olive, InvoiceFilter(), "number", number=1, size=3).items]
    for member in (theo, otto):
        assert page_of_invoices(member, InvoiceFilter(), "number", number=1, size=3).items == []
        assert ageing_listed(member, InvoiceFilter(), TODAY) == []
        assert shown_invoices(member, keys) == []


@pytest.mark.parametrize(
    "asked",
    [
        lambda olive, _: ageing_listed(olive, InvoiceFilter(), TODAY),
        lambda olive, _: ageing_listed(olive, InvoiceFilter(overdue_on=TODAY), TODAY),
        lambda olive, quay: ageing_listed(olive, InvoiceFilter(customer=quay.pk), TODAY),
        lambda olive, quay: ageing_of(quay, TODAY),
        lambda olive, _: ageing_by_customer(olive, TODAY, most=2),
        lambda olive, _: page_of_invoices(olive, InvoiceFilter(overdue_on=TODAY), "due_on", number=1, size=3),
        lambda olive, _: page_of_invoices(olive, InvoiceFilter(statuses=OUTSTANDING), "-issued_on", number=1, size=3),
    ],
)
def test_what_is_open_is_found_among_the_unpaid_alone(olive, several, asked):
    statements = []

    def told(execute, statement, params, many, context):
        statements.append((statement, params))
        return execute(statement, params, many, context)

    with connection.execute_wrapper(told):
        asked(olive, several)
    assert statements
    for plan in map(plan_of, statements):
        assert "invoices_to_be_paid" in plan or "invoices_by_balance" in plan, plan


def plan_of(asked):
    statement, params = asked
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{'EXPLAIN QUERY PLAN' if connection.vendor == 'sqlite' else 'EXPLAIN'} {statement}", params)
        return " ".join(str(row[-1]) for row in cursor.fetchall())


def test_who_owes_most_is_told_first_and_no_more_than_asked_for(olive, an_invoice, a_customer):
    assert ageing_by_customer(olive, TODAY, most=2) == []
    firms = [a_customer(name) for name in ("One", "Two", "Three")]
    for times, firm in enumerate(firms, start=1):
        for _ in range(times):
            an_invoice(customer=firm)
    an_invoice(customer=firms[0], currency="EUR")
    told = [(name, aged.currency, aged.outstanding) for _, name, aged in ageing_by_customer(olive, TODAY)]
    assert told == [("One", "EUR", 170), ("Three", "GBP", 510), ("Two", "GBP", 340), ("One", "GBP", 170)]
    most = [(name, aged.currency) for _, name, aged in ageing_by_customer(olive, TODAY, most=1)]
    assert most == [("One", "EUR"), ("Three", "GBP"), ("One", "GBP")]
