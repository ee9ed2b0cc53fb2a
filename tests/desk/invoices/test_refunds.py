"""What is owed to a customer goes back, on the page of the invoice."""

import csv
import io

import pytest

from clientele.billing.models import Invoice, Refund
from clientele.billing.operations import credit_invoice, record_payment
from tests.cast import NOW


@pytest.fixture
def office(sign_in, dana):
    return sign_in(dana)


@pytest.fixture
def returned(an_invoice, olive):
    invoice = an_invoice()
    record_payment(invoice, values={"amount": 170}, by=olive, at=NOW)
    credit_invoice(invoice, by=olive, at=NOW)
    return Invoice.objects.get(pk=invoice.pk)


@pytest.fixture
def address(returned):
    return f"/brightwater/invoices/{returned.pk}/"


def test_a_refund_is_recorded_and_taken_back_on_the_page(office, returned, address):
    page = office.get(address).content.decode()
    assert "£170.00 is owed to the customer" in page
    assert f"{address}refunds/new/" in page
    assert 'value="170.00"' in office.get(f"{address}refunds/new/").content.decode()
    sent = {"amount": "1,000.00", "refunded_on": "2026-11-22", "method": "card", "version": returned.version}
    refused = office.post(f"{address}refunds/new/", sent)
    assert (refused.status_code, "and not more" in refused.content.decode()) == (422, True)
    assert office.post(f"{address}refunds/new/", sent | {"amount": "170.00"}).status_code == 303
    page = office.get(address).content.decode()
    assert "£170.00 of" in page
    assert "is owed to the customer" not in page
    assert "recorded a refund of" in page
    removal = f"{address}refunds/{Refund.objects.get().pk}/removal/"
    assert "recorded by mistake" in office.get(removal).content.decode()
    assert office.post(removal, {"version": returned.version + 1}).status_code == 303
    assert not Refund.objects.exists()


def test_a_stale_page_records_nothing(office, returned, address):
    sent = {"amount": "5", "method": "card", "version": returned.version - 1}
    assert office.post(f"{address}refunds/new/", sent).status_code == 409
    assert not Refund.objects.exists()


def test_the_report_tells_what_came_in_and_what_went_back(office, returned, address):
    office.post(
        f"{address}refunds/new/", {"amount": "20", "refunded_on": "2026-11-22", "method": "cash", "reference": "=1"}
    )
    content = b"".join(office.get("/brightwater/reports/payments.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["Kind"], row["Received"], row["Paid back"], row["Method"]) for row in rows] == [
        ("Payment", "170.00", "", "Bank transfer"),
        ("Refund", "", "20.00", "Cash"),
    ]
    assert (rows[1]["Customer"], rows[1]["Invoice"], rows[1]["Reference"]) == (
        "Anders & Sons Bakery", returned.number, "'=1",
    )  # fmt: skip
