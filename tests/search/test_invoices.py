"""Invoices are found by the start of their number and by their customer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clientele.billing.queries import in_order, invoices_for
from clientele.kit import paging
from clientele.kit.paging import page_of_gathered
from clientele.search.queries import matching_invoices
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
            found = in_order(matching_invoices(olive, invoices_for(olive), "INV-2026"), "-issued_on")
            page_of_gathered(found, number=1, size=5)
        return len(queries)

    an_invoice()
    few = asked()
    for _ in range(8):
        an_invoice()
    assert asked() == few


@pytest.mark.parametrize("most", [10_000, 3])
@pytest.mark.parametrize("sort", ["-issued_on", "number"])
def test_a_page_of_hits_is_the_same_however_it_is_read(olive, an_invoice, monkeypatch, most, sort):
    monkeypatch.setattr(paging, "SORTED_AT_MOST", most)
    for _ in range(7):
        an_invoice()
    found = in_order(matching_invoices(olive, invoices_for(olive), "INV-"), sort)
    for number, shown in ((1, found[:3]), (3, found[6:7]), (9, found[6:7])):
        page = paging.page_of_gathered(found, number=number, size=3)
        assert (page.items, page.number, page.total) == (list(shown), min(number, 3), 7)
