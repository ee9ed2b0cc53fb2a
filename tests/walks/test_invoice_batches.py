"""Month-end: drafts are ticked in the list, finalised and sent in one go, and what was left out is told."""

import pytest
from playwright.sync_api import Page, expect

from clientele.background.choices import GaveUp
from clientele.background.operations import run_waiting_tasks
from clientele.billing.models import Batch, Invoice
from clientele.billing.operations import batches, draft_invoice, issue_batch
from tests.cast import NOW
from tests.walks.conftest import PHONE
from tests.walks.test_every_page import faults_of

DRAFTS = "/brightwater/invoices/?show=draft"
LINE = {"description": "Service", "unit_price": 100}


@pytest.fixture
def drafts(a_customer, dana):
    baker = a_customer("Baker & Co", email="pay@baker.example", address_line1="4 Mill Lane", country="GB")
    nowhere = a_customer("Nowhere Ltd", email="pay@nowhere.example")
    return [draft_invoice(customer=buyer, lines=[LINE], by=dana, at=NOW) for buyer in (baker, nowhere, baker)]


def tick_of(page: Page, name: str):
    return page.get_by_role("checkbox", name=f"Tick the draft for {name}").first


def test_drafts_are_finalised_and_sent_in_one_go(open_browser, dana, drafts, outbox):
    page = open_browser(dana)
    page.goto(DRAFTS)
    every = page.get_by_role("checkbox", name="All on this page")
    every.check()
    expect(tick_of(page, "Nowhere Ltd")).to_be_checked()
    tick_of(page, "Baker & Co").uncheck()
    expect(every).to_have_js_property("indeterminate", True)
    tick_of(page, "Baker & Co").focus()
    page.keyboard.press("Space")
    expect(every).to_be_checked()
    page.get_by_role("button", name="Finalise and send…").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("£300.00")).to_be_visible()
    expect(dialog.get_by_role("heading", name="1 draft has no billing address")).to_be_visible()
    dialog.get_by_role("button", name="Finalise and send 3 drafts").click()
    expect(page.locator("#batch_progress")).to_contain_text("0 of 3 drafts")
    run_waiting_tasks()
    expect(page.get_by_role("heading", name="2 invoices finalised, 2 sent or on their way.")).to_be_visible()
    expect(page.get_by_text("Nowhere Ltd had no billing address.")).to_be_visible()
    page.get_by_role("link", name="Draft", exact=True).click()
    expect(page.get_by_role("link", name="Finalise")).to_be_visible()
    assert Invoice.objects.drafts().get() == drafts[1]


def test_it_works_without_a_script_and_on_a_phone(open_browser, dana, drafts):
    page = open_browser(dana, viewport=PHONE, java_script_enabled=False)
    page.goto(DRAFTS)
    expect(page.get_by_label("All on this page")).to_be_hidden()
    page.get_by_label("Which drafts").select_option("all")
    page.get_by_role("button", name="Finalise…").click()
    page.get_by_role("button", name="Finalise 3 drafts").click()
    expect(page.get_by_role("link", name="Look again")).to_be_visible()
    run_waiting_tasks()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="2 invoices finalised.")).to_be_visible()


def test_the_pages_of_a_batch_are_for_everyone(open_browser, dana, drafts):
    page = open_browser(dana, reduced_motion="reduce")
    assert faults_of(page, DRAFTS, "drafts") == []
    page.get_by_role("checkbox", name="All on this page").check()
    page.get_by_role("button", name="Finalise…").click()
    page.get_by_role("dialog").get_by_role("button", name="Finalise 3 drafts").click()
    expect(page.locator("#batch_progress")).to_be_visible()
    run_waiting_tasks()
    expect(page.get_by_role("heading", name="2 invoices finalised")).to_be_visible()
    page.wait_for_load_state()
    path = f"/brightwater/invoices/batches/{Batch.objects.get().pk}/"
    assert faults_of(page, path, "batch") == []
    assert faults_of(page, "/brightwater/invoices/batches/", "batches") == []


def test_a_failed_batch_says_why_and_goes_on(open_browser, dana, drafts):
    batch = issue_batch(Invoice.objects.drafts(), sends=True, by=dana, at=NOW)
    batches._take_next(batch.pk, 0)
    batches._give_up(GaveUp.PASSING, batch.organization_id, batch.pk)
    page = open_browser(dana, viewport=PHONE, reduced_motion="reduce")
    path = f"/brightwater/invoices/batches/{batch.pk}/"
    assert faults_of(page, path, "failed batch") == []
    expect(page.get_by_role("heading", name="The batch failed after 1 of 3 drafts.")).to_be_visible()
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.locator("#batch_progress")).to_be_visible()
    run_waiting_tasks()
    expect(page.get_by_role("heading", name="2 invoices finalised, 2 sent or on their way.")).to_be_visible()
