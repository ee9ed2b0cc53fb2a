"""The API's reference page: looked at by axe in both themes and at both widths, and used by hand."""

import pytest
from playwright.sync_api import expect

from tests.walks.axe import complaints
from tests.walks.conftest import DESKTOP, PHONE


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_reference_is_accessible_and_fits(open_browser, viewport, dark):
    page = open_browser(viewport=viewport, dark=dark)
    page.goto("/api/v1/docs")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert complaints(page) == []


def test_a_route_is_found_and_its_refusals_are_read(open_browser):
    page = open_browser()
    page.goto("/api/v1/docs")
    page.get_by_role("navigation").get_by_role("link", name="Create a customer").click()
    route = page.locator("#create_customer")
    route.get_by_text("How it can be refused").click()
    expect(route.get_by_text("customer_name_taken", exact=True)).to_be_visible()
