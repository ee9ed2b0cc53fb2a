"""Invoices are found by the start of their number and by their customer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clientele.billing.models import Invoice
from clientele.billing.queries import in_order, invoices_for
from clientele.customers import policy
from clientele.kit import hits
from clientele.kit.hits import page_of_hits
from clientele.search.queries import invoice_hits, matching_invoices
from tests.billing.conftest import a_draft, an_invoice

__all__ = ["a_draft", "an_invoice"]


def numbers(member, text):
    found = matching_invoices(member, invoices_for(member), text)
    return list(in_order(found, "number").values_list("number", flat=True))


def test_an_invoice_is_found_by_the_start_of_its_number_in_either_case(olive, an_invoice):
    first, second = an_invoice().number, an_invoice().number
    assert numbers(olive, first[:-1]) == [first, second]
    assert numbers(olive, f" {second.lower()} ") == [second]
    assert numbers(olive, first[1:]) == []


def test_it_is_found_by_its_customer_too(olive, an_invoice, a_customer):
    quay = an_invoice(customer=a_customer("Quay Street Dental"))
    an_invoice()
    assert numbers(olive, "quay") == [quay.number]


def test_more_invoices_take_as_many_statements(olive, an_invoice):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = invoice_hits(olive, "INV-2026")
            rows = in_order(invoices_for(olive), "-issued_on")
            page_of_hits(rows, found.told, spread=found.are_spread, number=1, size=5)
        return len(queries)

    an_invoice()
    few = asked()
    for _ in range(8):
        an_invoice()
    assert asked() == few


@pytest.mark.parametrize("text, spread", [("INV-", False), ("Anders", True), ("zzqq", False)])
@pytest.mark.parametrize("sort", ["-issued_on", "number"])
def test_a_page_of_many_is_that_of_the_whole(olive, an_invoice, a_customer, monkeypatch, text, spread, sort):
    monkeypatch.setattr(hits, "COUNTED_AT_MOST", 3)
    for _ in range(7):
        an_invoice()
        an_invoice(customer=a_customer(f"INV-{Invoice.objects.count()}"))
    rows, found = in_order(invoices_for(olive), sort), invoice_hits(olive, text)
    assert found.are_spread == (spread or text == "INV-")
    whole = list(in_order(matching_invoices(olive, invoices_for(olive), text), sort))
    for number in (1, 2, 5):
        page = page_of_hits(rows, found.told, spread=found.are_spread, number=number, size=3)
        assert page.items == whole[(number - 1) * 3 : number * 3]


def test_those_who_may_not_see_customers_find_numbers(olive, an_invoice, anders, monkeypatch):
    invoice = an_invoice()
    assert numbers(olive, "anders") == [invoice.number]
    monkeypatch.setattr(policy, "may_view", lambda member: False)
    assert numbers(olive, "anders") == []
    assert numbers(olive, invoice.number) == [invoice.number]
