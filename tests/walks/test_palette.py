"""Ctrl K, from any page: a few letters and Enter, and one is there."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_browser, dana, anders, a_customer) -> Page:
    a_customer("Quay Street Dental", code="QUAY", city="Easton")
    a_customer("Quayside Court")
    window: Page = open_browser(dana)
    window.goto("/brightwater/settings/team/")
    return window


def options(page: Page):
    return page.get_by_role("listbox", name="Results").get_by_role("option")


def box(page: Page):
    return page.get_by_role("combobox", name="Search")


def test_a_few_letters_and_enter_open_a_customer(page):
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    expect(options(page).filter(has_text="Quayside Court")).to_be_visible()
    page.keyboard.type("dental")
    expect(options(page).first).to_contain_text("Quay Street Dental")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Quay Street Dental")).to_be_visible()


def test_arrows_move_and_ctrl_enter_opens_beside(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("quay")
    expect(options(page).first).to_contain_text("Quay")
    expect(options(page).filter(has_text="Anders")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    second = options(page).nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    name = second.locator(".palette-name").inner_text()
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    expect(opened.value.get_by_role("heading", name=name)).to_be_visible()
    page.bring_to_front()
    page.keyboard.press("Escape")
    expect(box(page)).to_be_hidden()


def test_escape_gives_the_focus_back(page):
    link = page.get_by_role("link", name="Tags")
    link.focus()
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_what_is_not_there_can_be_made_at_once_with_its_name(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("Quay Fisheries")
    expect(page.get_by_text("No customer matches “Quay Fisheries”.")).to_be_visible()
    options(page).filter(has_text="New Customer “Quay Fisheries”").click()
    expect(page.get_by_label("Customer Name")).to_have_value("Quay Fisheries")
    page.get_by_role("button", name="Create Customer").click()
    expect(page.get_by_role("heading", name="Quay Fisheries")).to_be_visible()


def test_pages_are_found_too_and_only_those_one_may_open(page, theo, open_browser):
    page.keyboard.press("Control+k")
    page.keyboard.type("api tok")
    page.keyboard.press("Tab")
    expect(options(page).filter(has_text="API tokens")).to_be_visible()
    field = open_browser(theo)
    field.goto("/brightwater/customers/")
    field.keyboard.press("Control+k")
    field.keyboard.type("quay")
    expect(options(field).filter(has_text="Quayside Court")).to_be_visible()
    expect(options(field).filter(has_text="New Customer")).to_have_count(0)


def test_the_search_page_does_the_same_without_a_script(dana, anders, open_browser):
    page = open_browser(dana, java_script_enabled=False)
    page.goto("/brightwater/customers/")
    page.get_by_label("Sidebar").get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill("anders")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", name="Anders & Sons Bakery")).to_be_visible()
