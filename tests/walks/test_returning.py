"""Who saves in a dialog is on the page anew, where they were on it."""

import pytest
from playwright.sync_api import Page, expect

from clientele.customers.operations import add_contact
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_browser, dana, anders) -> Page:
    add_contact(anders, values={"name": "Lise Anders"}, by=dana, at=NOW)
    page: Page = open_browser(dana)
    page.goto(f"/brightwater/customers/{anders.pk}/")
    return page


def test_the_focus_is_on_what_opened_the_dialog(page):
    for name in ("Joss Anders", "Ffion Price"):
        page.get_by_role("link", name="Add contact").press("Enter")
        page.get_by_role("dialog").get_by_label("Name").fill(name)
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{name} added.")).to_be_visible()
        expect(page.get_by_role("link", name="Add contact")).to_be_focused()


def test_of_a_menu_it_is_on_its_button(page):
    actions = page.get_by_role("button", name="Actions for Lise Anders")
    actions.press("Enter")
    page.get_by_role("menuitem", name="Edit").press("Enter")
    page.get_by_role("dialog").get_by_label("Role").fill("Owner")
    page.keyboard.press("Enter")
    expect(page.locator("#contacts")).to_contain_text("Owner")
    expect(actions).to_be_focused()
    page.reload()
    expect(actions).not_to_be_focused()


def test_another_page_begins_at_its_beginning(page):
    page.goto("/brightwater/customers/")
    page.keyboard.press("n")
    page.get_by_role("dialog").get_by_label("Customer Name").fill("Quay Street Dental")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Quay Street Dental", level=1)).to_be_visible()
    page.goto("/brightwater/customers/")
    expect(page.get_by_role("link", name="New Customer")).not_to_be_focused()
