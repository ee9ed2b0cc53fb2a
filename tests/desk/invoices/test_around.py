"""The customer's tab, the wrong customer, and the reports."""

import re
from datetime import date, timedelta

import pytest

from clientele.billing.models import Invoice
from clientele.billing.operations import record_payment
from tests.cast import NOW


@pytest.fixture
def office(sign_in, dana):
    return sign_in(dana)


def test_the_customers_tab_has_its_invoices_and_what_is_owed(office, anders, a_customer, an_invoice):
    mine, other = an_invoice(), an_invoice(customer=a_customer("Other"))
    html = office.get(f"/brightwater/customers/{anders.pk}/invoices/").content.decode()
    assert mine.number in html
    assert other.number not in html
    assert "To be paid in GBP" in html


def test_the_customers_tab_says_what_was_invoiced_paid_and_is_overdue(office, anders, an_invoice, olive):
    empty = office.get(f"/brightwater/customers/{anders.pk}/invoices/").content.decode()
    assert "Outstanding</dt>" not in empty
    late = an_invoice(issued_on=date(2026, 1, 5))
    record_payment(late, values={"amount": "70"}, by=olive, at=NOW)
    an_invoice(currency="EUR")
    html = office.get(f"/brightwater/customers/{anders.pk}/invoices/?show=paid").content.decode()
    pounds, euros = html.split('aria-label="To be paid in GBP"')[1], html.split('aria-label="To be paid in EUR"')[1]
    figures = re.findall(r"<dt>([^<]+)</dt><dd[^>]*>([^<]+)</dd>", pounds.partition("</dl>")[0])
    assert figures[:4] == [
        ("Invoiced", "£170.00"),
        ("Paid", "£70.00"),
        ("Outstanding", "£100.00"),
        ("Overdue", "£100.00"),
    ]
    assert "Overdue" not in euros.partition("</dl>")[0]


def test_an_invoice_to_the_wrong_customer_is_credited_and_drafted_anew(office, an_invoice, a_customer):
    invoice, right = an_invoice(), a_customer("Right")
    page = f"/brightwater/invoices/{invoice.pk}/reissue/"
    assert office.get(page).status_code == 200
    assert "Choose whom it was meant for." in office.post(page, {}).content.decode()
    answer = office.post(page, {"customer": right.pk, "version": invoice.version, "confirm": "1"})
    draft = Invoice.objects.get(customer=right)
    assert answer["Location"] == f"/brightwater/invoices/{draft.pk}/"
    invoice.refresh_from_db()
    assert invoice.is_credited


def test_the_reports_say_who_owes_and_what_came_in(office, an_invoice):
    empty = office.get("/brightwater/reports/").content.decode()
    assert "Nobody owes anything." in empty
    an_invoice()
    html = office.get("/brightwater/reports/").content.decode()
    assert "Anders &amp; Sons Bakery" in html
    assert 'class="bars"' in html
    assert "170.00" in b"".join(office.get("/brightwater/reports/owed.csv")).decode()
    assert "2026-11,GBP,170.00" in b"".join(office.get("/brightwater/reports/revenue.csv")).decode()


def test_the_report_ages_what_each_customer_owes(office, an_invoice):
    for terms, days in (("due_on_receipt", 40), ("due_on_receipt", 100), ("net_60", 0)):
        an_invoice(payment_terms=terms, issued_on=NOW.date() - timedelta(days=days))
    html = office.get("/brightwater/reports/").content.decode()
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', html)
    assert heads[:7] == ["Customer", "Outstanding", "Not due", "1–30 days", "31–60 days", "61–90 days", "Older"]
    row = html.split("Anders &amp; Sons Bakery</a>")[1].partition("</tr>")[0]
    assert re.findall(r"£[0-9.]+", row) == ["£510.00", "£170.00", "£0.00", "£170.00", "£0.00", "£170.00"]


def test_each_month_of_the_report_begins_with_the_own_currency(office, an_invoice):
    an_invoice(currency="EUR")
    an_invoice()
    html = office.get("/brightwater/reports/").content.decode()
    table = html.rpartition("<table")[2]
    assert table.index("£170.00") < table.index("€170.00")


def test_what_is_owed_in_the_own_currency_stands_first(office, anders, an_invoice):
    for currency in ("EUR", "NOK", "GBP"):
        an_invoice(currency=currency)
    for path in ("invoices/", "reports/", f"customers/{anders.pk}/invoices/"):
        html = office.get(f"/brightwater/{path}").content.decode()
        places = [html.index(f"To be paid in {currency}") for currency in ("GBP", "EUR", "NOK")]
        assert places == sorted(places)
