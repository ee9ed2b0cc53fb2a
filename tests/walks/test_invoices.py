"""An invoice by hand: drafted, finalised, sent, paid in part and in full, credited."""

import re

from playwright.sync_api import Page, expect

from clientele.billing.models import Invoice
from clientele.billing.operations import draft_invoice
from tests.cast import NOW
from tests.walks.conftest import PHONE
from tests.walks.test_every_page import faults_of


def press(page: Page, name: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=name, exact=True).click()
    expect(dialog).to_have_count(0)
    page.wait_for_load_state()


def test_an_invoice_is_drafted_finalised_sent_and_paid(open_browser, dana, anders, outbox):
    page = open_browser(dana)
    page.goto("/brightwater/invoices/")
    page.get_by_role("link", name="New Invoice").click()
    page.get_by_role("radio", name="Anders & Sons Bakery").check()
    page.get_by_role("button", name="By hand").click()
    first = page.get_by_role("group", name="Line 1")
    expect(first).to_be_visible()
    page.wait_for_load_state()
    first.get_by_label("Description").fill("Consulting")
    first.get_by_label("Quantity").fill("2")
    first.get_by_label("Price").fill("85")
    page.get_by_role("button", name="Add line").click()
    second = page.get_by_role("group", name="Line 2")
    expect(first.get_by_label("Description")).to_have_value("Consulting")
    second.get_by_label("Description").fill("Travel")
    second.get_by_label("Price").fill("30")
    second.get_by_label("Price").press("Tab")
    expect(page.locator("#draft_lines").get_by_text("£200.00").last).to_be_visible()
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_role("link", name="Finalise")).to_be_visible()
    page.wait_for_load_state()
    page.get_by_role("link", name="Finalise").click()
    press(page, "Finalise invoice")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^INV-\d{4}-0001$"))
    page.get_by_role("link", name="Send", exact=True).click()
    press(page, "Send invoice")
    expect(page.get_by_role("link", name="Send again")).to_be_visible()
    for amount in ("50", "150.00"):
        page.get_by_role("link", name="Record payment").click()
        field = page.get_by_role("dialog").get_by_label("Amount, GBP")
        if amount == "50":
            field.fill(amount)
        expect(field).to_have_value(amount)
        press(page, "Record payment")
    expect(page.get_by_role("link", name="Record payment")).to_have_count(0)
    page.goto(page.url + "credit/")
    page.get_by_role("button", name="Credit all that is left").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^CN-\d{4}-0001$"))
    assert Invoice.objects.get(kind="invoice").is_credited


def test_the_form_of_a_draft_is_for_everyone(open_browser, dana, anders):
    line = {"description": "Consulting", "unit_price": 85}
    draft = draft_invoice(customer=anders, lines=[line], by=dana, at=NOW)
    page = open_browser(dana, reduced_motion="reduce")
    assert faults_of(page, f"/brightwater/invoices/{draft.pk}/edit/", "invoices:edit") == []


def test_no_number_of_an_invoice_is_cut_off_on_a_phone(open_browser, dana, anders):
    line = {"description": "Re-piping of the second floor", "quantity": 12, "unit": "day", "unit_price": 5640}
    draft = draft_invoice(customer=anders, lines=[line | {"discount": 5}], by=dana, at=NOW)
    page = open_browser(dana, viewport=PHONE)
    page.goto(f"/brightwater/invoices/{draft.pk}/")
    lines = page.get_by_role("region", name="Lines")
    expect(lines.get_by_role("cell", name="£64,296.00")).to_be_visible()
    assert lines.evaluate("box => box.scrollWidth <= box.clientWidth")
    page.goto("/brightwater/invoices/")
    name = page.locator(".row-under .cut").first
    expect(name).to_have_text(anders.name)
    assert name.evaluate("words => getComputedStyle(words).textOverflow") == "ellipsis"


def test_the_list_is_narrowed_by_pickers_in_its_panel(open_browser, dana, anders, a_customer):
    quay = a_customer("Quay Street Dental")
    line = {"description": "Consulting", "unit_price": 85}
    for customer in (anders, quay):
        draft_invoice(customer=customer, lines=[line], by=dana, at=NOW)
    page = open_browser(dana)
    page.goto("/brightwater/invoices/")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Filters").click()
    panel = page.get_by_role("dialog", name="Filters")
    panel.get_by_label("Find a customer").fill("quay")
    panel.get_by_role("radio", name="Quay Street Dental").check()
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile(rf"\?customer={quay.pk}$"))
    panel.get_by_role("group", name="Customer").get_by_role("radio", name="Any").check()
    expect(rows).to_have_count(2)
    panel.get_by_label("Find a customer").fill("quay")
    panel.get_by_role("radio", name="Quay Street Dental").check()
    expect(rows).to_have_count(1)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Clear", exact=True).click()
    expect(rows).to_have_count(2)
