"""From approved work to a sent invoice: by hand with ticks and fees, by keyboard alone, and for everyone."""

import re
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from clientele.background.operations import run_waiting_tasks
from clientele.billing.models import Invoice
from clientele.projects.models import Expense, TimeEntry
from tests.cast import NOW
from tests.walks.conftest import arrived
from tests.walks.test_every_page import faults_of

LIST = "/brightwater/invoices/"


@pytest.fixture
def work(renewal, theo, dana):
    """Five hours of two people, one of them without a rate, and a train ticket, all approved."""
    values = {"organization": renewal.organization, "project": renewal, "status": "approved"}
    values |= {"created_at": NOW, "updated_at": NOW, "day": date(2026, 11, 3)}
    for member, minutes, rate, words in (
        (theo, 60, 60, "Replaced the valve"),
        (theo, 120, 60, "Bled the radiators"),
        (dana, 90, 80, "Planned the work"),
        (dana, 30, None, "Wrote the report"),
    ):
        TimeEntry.objects.create(member=member, minutes=minutes, rate=rate, description=words, **values)
    Expense.objects.create(member=theo, amount=Decimal("12.40"), category="travel", description="Train", **values)
    return renewal


def tab_to(page: Page, target: Locator) -> None:
    """Go to a control with the Tab key alone."""
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by the Tab key")


def press_key(page: Page, target: Locator, key: str = "Enter") -> None:
    tab_to(page, target)
    page.keyboard.press(key)


def comes_to(page: Page, words: str) -> None:
    """The foot of the step says so, and what is ticked or typed now is heard."""
    expect(page.locator(".pick-foot")).to_contain_text(words)
    page.wait_for_load_state()


def test_work_becomes_a_draft_that_says_what_it_came_from(open_browser, olive, work):
    page = open_browser(olive)
    page.goto(f"/brightwater/projects/{work.pk}/")
    page.get_by_role("link", name="Invoice approved work").click()
    expect(page.get_by_role("checkbox", name="Boiler renewal (5:00 h, 1 expense of £12.40)")).to_be_checked()
    page.get_by_role("button", name="Continue").click()
    comes_to(page, "£300.00")
    page.get_by_role("checkbox", name="Bled the radiators").uncheck()
    comes_to(page, "£180.00")
    page.get_by_role("button", name="Tick all of Boiler renewal, Theo Technician").click()
    expect(page.get_by_role("checkbox", name="Bled the radiators")).to_be_checked()
    comes_to(page, "£300.00")
    page.get_by_role("button", name="Tick none of Boiler renewal, Theo Technician").click()
    comes_to(page, "£120.00")
    expect(page.get_by_role("checkbox", name="Bled the radiators")).not_to_be_checked()
    page.get_by_label("Hourly rate, GBP").fill("50")
    page.get_by_role("button", name="Set rate for Boiler renewal, Dana Lead").click()
    comes_to(page, "£145.00")
    page.reload()
    comes_to(page, "£145.00")
    page.get_by_role("button", name="Continue").last.click()
    page.get_by_role("button", name="Add fee").click()
    expect(page.get_by_role("textbox", name="Fee")).to_be_visible()
    page.wait_for_load_state()
    page.get_by_role("textbox", name="Fee").fill("Survey")
    page.get_by_role("textbox", name="Amount").fill("250")
    page.get_by_role("textbox", name="Amount").press("Tab")
    comes_to(page, "£407.40")
    page.get_by_role("button", name="Back").click()
    comes_to(page, "£145.00")
    page.get_by_role("button", name="Continue").last.click()
    expect(page.get_by_role("textbox", name="Fee")).to_have_value("Survey")
    page.get_by_role("button", name="Continue").last.click()
    expect(page.get_by_role("article", name="Invoice Draft")).to_contain_text("£407.40")
    assert not Invoice.objects.exists()
    page.get_by_role("button", name="Create draft").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Draft")
    page.get_by_text("3 entries, line by line").click()
    expect(page.get_by_text("Line 1: Boiler renewal")).to_be_visible()
    page.get_by_role("link", name="Boiler renewal").first.click()
    expect(page.get_by_role("link", name="On a draft invoice").first).to_be_visible()


def test_by_keyboard_alone_from_the_list_to_the_invoice_in_the_outbox(open_browser, dana, work, outbox):
    page = open_browser(dana)
    page.goto(LIST)
    page.keyboard.press("n")
    arrived(page, "New Invoice")
    press_key(page, page.get_by_role("radio", name="Anders & Sons Bakery"), "Space")
    press_key(page, page.get_by_role("button", name="From approved work"))
    expect(page.get_by_role("checkbox", name="Boiler renewal")).to_be_checked()
    page.wait_for_load_state()
    press_key(page, page.get_by_role("button", name="Continue"))
    comes_to(page, "3 of 4")
    press_key(page, page.get_by_role("checkbox", name="Replaced the valve"), "Space")
    comes_to(page, "2 of 4")
    press_key(page, page.get_by_role("button", name="Tick all of Boiler renewal, Theo Technician"))
    comes_to(page, "3 of 4")
    expect(page.get_by_role("button", name="Tick all of Boiler renewal, Theo Technician")).to_be_focused()
    press_key(page, page.get_by_role("button", name="Continue").last)
    expect(page.get_by_role("checkbox", name="Train")).to_be_checked()
    page.wait_for_load_state()
    press_key(page, page.get_by_role("button", name="Continue").last)
    expect(page.get_by_role("textbox", name="Send to")).to_have_value("office@andersbakery.example")
    page.wait_for_load_state()
    press_key(page, page.get_by_role("button", name="Finalise and send"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"^INV-\d{4}-0001$"))
    expect(page.get_by_text("Locked").first).to_be_attached()
    run_waiting_tasks()
    page.goto("/outbox/")
    mail = page.locator("section", has_text="office@andersbakery.example")
    with page.expect_download() as download:
        press_key(page, mail.get_by_role("link", name=re.compile(r"^INV-\d{4}-0001\.pdf$")))
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_it_works_without_a_script(open_browser, dana, work):
    page = open_browser(dana, java_script_enabled=False)
    page.goto(f"{LIST}from-work/?project={work.pk}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("checkbox", name="Bled the radiators").uncheck()
    page.get_by_role("button", name="Update totals").click()
    comes_to(page, "2 of 4")
    comes_to(page, "£180.00")
    for _ in range(2):
        page.get_by_role("button", name="Continue").last.click()
    page.get_by_role("button", name="Create draft").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Draft")


def test_each_step_is_for_everyone(open_browser, olive, work):
    page = open_browser(olive, reduced_motion="reduce")
    faults = faults_of(page, f"{LIST}from-work/?project={work.pk}", "work")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/time/")
    where = page.url.removesuffix("time/")
    faults += faults_of(page, f"{where}time/", "work_time")
    page.get_by_role("button", name="Continue").last.click()
    page.get_by_role("button", name="Add fee").click()
    expect(page.get_by_role("textbox", name="Fee")).to_be_visible()
    faults += faults_of(page, f"{where}costs/", "work_costs")
    page.get_by_role("textbox", name="Fee").fill("Survey")
    page.get_by_role("textbox", name="Amount").fill("250")
    page.get_by_role("button", name="Continue").last.click()
    page.wait_for_url("**/review/")
    faults += faults_of(page, f"{where}review/", "work_review")
    faults += faults_of(page, where, "work_setup")
    assert faults == []
