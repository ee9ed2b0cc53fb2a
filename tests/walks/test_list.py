"""The customer list all day long: searched, sorted, filtered, turned, by mouse and keyboard, on a phone."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.overview.operations import recount
from tests.cast import NOW
from tests.walks.axe import come_to_rest
from tests.walks.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

HERE = "/brightwater/customers/"


@pytest.fixture
def street(a_customer, olive):
    """Twenty-nine customers, of whom two are inactive, one is archived and three have a tag."""
    made = [a_customer(f"Harbour House {number:02}", code=f"H{number:02}") for number in range(1, 23)]
    made += [a_customer(name, tags=("Coast",)) for name in ("Quay Street Dental", "Quayside Court", "Älva Bakery")]
    made.append(a_customer("Ünlü & Sons", email="office@unlu.example"))
    for name in ("Quarry Lane Store", "Old Quay Inn"):
        update_customer(a_customer(name), changes={"status": "inactive"}, by=olive, at=NOW)
    gone = a_customer("Quay Chandlery")
    Customer.objects.filter(pk=gone.pk).update(archived_at=NOW)
    recount(olive.organization)
    return made


@pytest.fixture
def page(open_browser, dana, street) -> Page:
    window: Page = open_browser(dana)
    window.goto(HERE)
    return window


def names(page: Page):
    return page.locator(".row-link")


def search(page: Page):
    return page.get_by_role("searchbox")


def test_the_list_answers_while_one_types_and_the_last_word_wins(page):
    expect(page.locator(".pager")).to_contain_text("1–20 of 26 customers")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/customers/?q=qu", hold)
    with page.expect_request("**/customers/?q=qu"):
        search(page).press_sequentially("qu")
    search(page).press_sequentially("ay")
    expect(names(page)).to_have_text(["Old Quay Inn", "Quay Street Dental", "Quayside Court"])
    held[0].continue_()
    page.wait_for_load_state("networkidle")
    expect(names(page)).to_have_count(3)
    expect(search(page)).to_have_value("quay")
    expect(search(page)).to_be_focused()
    search(page).fill("quuay")
    expect(page.get_by_text("No customer matches “quuay”.")).to_be_visible()
    page.get_by_role("link", name="Clear search").click()
    expect(page.locator(".pager")).to_contain_text("1–20 of 26 customers")
    expect(search(page)).to_have_value("")


def test_a_head_sorts_and_sorts_the_other_way(page):
    first = names(page).first
    expect(first).to_have_text("Älva Bakery")
    page.get_by_role("link", name="Name", exact=True).click()
    expect(first).to_have_text("Ünlü & Sons")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("link", name="Code", exact=True).click()
    expect(page).to_have_url(re.compile(r"sort=code$"))
    page.reload()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Code")


def test_who_owes_most_stands_first_and_a_filter_finds_who_has_projects(page, street, olive):
    owed = {"EUR": "900.000", "GBP": "12.500"}
    Customer.objects.filter(pk=street[4].pk).update(
        projects=2, invoices=2, unpaid_invoices=2, owed=owed, outstanding=900
    )
    page.get_by_role("link", name="Outstanding").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Outstanding")
    page.get_by_role("link", name="Outstanding").click()
    expect(names(page).first).to_have_text("Harbour House 05")
    expect(page.locator("tbody tr").first.locator(".amounts > span")).to_have_text(["€900.00", "£12.50"])
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("group", name="Has projects").get_by_label("Yes").check()
    expect(names(page)).to_have_text(["Harbour House 05"])
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("dialog", name="Filters")).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.get_by_role("columnheader", name="Created")).not_to_be_in_viewport(ratio=0.5)
    names(page).first.hover()
    expect(page.get_by_role("button", name="More for Harbour House 05")).to_be_visible()
    page.get_by_role("link", name="Remove the filter Has projects").click()
    expect(names(page)).to_have_count(20)


def test_filters_stand_as_chips_and_are_taken_off_one_by_one(page):
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Coast").check()
    expect(names(page)).to_have_count(3)
    expect(page.get_by_role("dialog", name="Filters")).to_be_visible()
    page.get_by_label("Inactive").check()
    expect(page.get_by_text("No customer fits these filters.")).to_be_visible()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("dialog", name="Filters")).to_be_hidden()
    page.get_by_role("link", name="Remove the filter Tag").click()
    expect(names(page)).to_have_text(["Old Quay Inn", "Quarry Lane Store"])
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_label("Coast")).not_to_be_checked()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Clear", exact=True).click()
    expect(page.locator(".pager")).to_contain_text("of 26 customers")
    page.get_by_label("Show archived").check()
    search(page).fill("chandlery")
    expect(page.locator("tr", has_text="Quay Chandlery")).to_contain_text("Archived")


def test_pages_turn_and_the_back_button_brings_back_what_was_there(page):
    search(page).fill("harb")
    expect(page.locator(".pager")).to_contain_text("of 22 customers")
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".pager")).to_contain_text("Page 2 of 2")
    second = names(page).first.inner_text()
    names(page).first.click()
    expect(page.get_by_role("heading", name=second)).to_be_visible()
    page.go_back()
    expect(page.locator(".pager")).to_contain_text("Page 2 of 2")
    expect(search(page)).to_have_value("harb")
    page.go_back()
    expect(page.locator(".pager")).to_contain_text("Page 1 of 2")
    page.go_back()
    expect(page.locator(".pager")).to_contain_text("of 26 customers")
    expect(search(page)).to_have_value("")


def test_a_row_opens_with_enter_and_with_ctrl_in_a_new_tab(page):
    page.keyboard.press("j")
    expect(names(page).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Älva Bakery")).to_be_visible()
    page.go_back()
    with page.context.expect_page() as opened:
        page.locator("tbody tr").nth(1).locator("td").nth(3).click(modifiers=["Control"])
    expect(opened.value.get_by_role("heading", name="Harbour House 01")).to_be_visible()
    expect(names(page).first).to_be_visible()


def test_nothing_jumps_when_the_list_is_exchanged(page):
    def places():
        boxes = [page.locator(part).first.bounding_box() for part in ("thead", ".toolbar", "h1", "th:nth-child(3)")]
        return [(box["x"], box["y"], box["width"]) for box in boxes if box]

    come_to_rest(page)
    before = places()
    search(page).fill("quay")
    expect(names(page)).to_have_count(3)
    assert places() == before
    page.get_by_role("link", name="Created").click()
    expect(page.locator("th[aria-sort]")).to_have_text("Created")
    assert places() == before


def test_a_phone_stacks_the_rows_and_sorts_from_a_menu(dana, street, open_browser):
    page = open_browser(dana, viewport=PHONE, has_touch=True)
    page.goto(HERE)
    row = page.locator("tbody tr").first.bounding_box()
    assert row is not None
    assert 60 <= row["height"] <= 72
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_role("button", name="Sort").click()
    page.get_by_role("menuitem", name="Created").first.click()
    page.wait_for_url("**sort=**")
    page.get_by_role("link", name="New Customer").click()
    expect(page.get_by_label("Customer Name")).to_be_focused()
    come_to_rest(page)
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["width"] == PHONE["width"]


def test_everything_works_without_a_script(dana, street, open_browser):
    page = open_browser(dana, java_script_enabled=False)
    page.goto(HERE)
    search(page).fill("quay")
    search(page).press("Enter")
    expect(names(page)).to_have_text(["Old Quay Inn", "Quay Street Dental", "Quayside Court"])
    page.get_by_role("link", name="Name", exact=True).click()
    expect(names(page).first).to_have_text("Quayside Court")
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Coast").check()
    page.get_by_role("button", name="Apply").click()
    expect(names(page)).to_have_text(["Quayside Court", "Quay Street Dental"])
    page.get_by_role("link", name="New Customer").click()
    page.get_by_role("button", name="Create Customer").click()
    expect(page.locator("#id_name_error")).to_be_visible()
    page.get_by_label("Customer Name").fill("Ferry Cottages")
    page.get_by_role("button", name="Create Customer").click()
    expect(page.get_by_role("heading", name="Ferry Cottages")).to_be_visible()
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Phone").fill("01632 960 552")
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_role("link", name="01632 960 552").first).to_be_visible()
