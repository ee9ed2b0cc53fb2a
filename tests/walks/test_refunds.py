"""What is owed after a credit note is paid back, and a refund that was recorded by mistake is taken off."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from clientele.billing.models import Invoice, Refund
from clientele.billing.operations import credit_invoice, draft_invoice, finalise_invoice, record_payment
from tests.cast import NOW
from tests.walks.axe import assert_for_everybody

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def credited(anders, olive) -> Invoice:
    lines = [{"description": "Boiler service", "unit_price": Decimal(100), "tax_rate": 20}]
    invoice = finalise_invoice(draft_invoice(customer=anders, lines=lines, by=olive, at=NOW), by=olive, at=NOW)
    record_payment(invoice, values={"amount": Decimal(120)}, by=olive, at=NOW)
    credit_invoice(Invoice.objects.get(), lines=None, by=olive, at=NOW)
    return invoice


def press(page: Page, name: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_refund_is_recorded_refused_above_what_is_owed_and_removed(open_browser, dana, credited):
    page = open_browser(dana)
    page.goto(f"/brightwater/invoices/{credited.pk}/")
    expect(page.get_by_text("£120.00 is owed to the customer.")).to_be_visible()
    assert_for_everybody(page)
    page.get_by_role("link", name="Record refund").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Amount").fill("500")
    dialog.get_by_role("button", name="Record refund").click()
    expect(dialog.locator(".field-error").first).to_be_visible()
    assert_for_everybody(page)
    dialog.get_by_label("Amount").fill("50")
    press(page, "Record refund")
    expect(page.get_by_text("£70.00 is owed to the customer.")).to_be_visible()
    assert_for_everybody(page)
    page.get_by_role("button", name="Actions for the refund").click()
    page.get_by_role("menuitem", name="Remove").click()
    expect(dialog).to_be_visible()
    assert_for_everybody(page)
    press(page, "Remove £50.00")
    expect(page.get_by_text("£120.00 is owed to the customer.")).to_be_visible()
    assert not Refund.objects.exists()
