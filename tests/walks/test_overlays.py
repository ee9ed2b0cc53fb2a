"""What opens over a page is for everyone too: palette, dialogs, menus, filters, toasts, in both themes and widths."""

import pytest
from playwright.sync_api import Page, expect

from tests.walks.axe import complaints
from tests.walks.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = {"width": 320, "height": 640}


@pytest.fixture(params=[(DESKTOP, False), (PHONE, True)], ids=["desktop-light", "phone-dark"])
def page(request, open_browser, dana, anders, a_customer) -> Page:
    viewport, dark = request.param
    a_customer("Quay Street Dental", tags=("Coast",))
    window: Page = open_browser(dana, viewport=viewport, dark=dark, reduced_motion="reduce")
    window.goto("/brightwater/customers/")
    return window


def test_the_palette(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("quay")
    expect(page.get_by_role("option").first).to_contain_text("Quay Street Dental")
    assert complaints(page) == []
    page.get_by_role("combobox", name="Search").fill("quuay")
    expect(page.get_by_text("No customer matches “quuay”.")).to_be_visible()
    assert complaints(page) == []


def test_a_dialog_with_errors_and_with_what_was_meant(page):
    page.keyboard.press("n")
    page.get_by_label("Customer Name").fill("Quay Street Dentel")
    expect(page.get_by_text("Did you mean")).to_be_visible()
    assert complaints(page) == []
    page.get_by_label("Email").fill("no address")
    page.get_by_label("Website").fill("javascript:alert(1)")
    page.get_by_role("button", name="Create Customer").click()
    expect(page.get_by_label("Email")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Website")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Website")).to_have_value("javascript:alert(1)")
    assert complaints(page) == []
    page.get_by_label("Email").fill("")
    page.get_by_label("Website").fill("")
    page.get_by_label("Customer Name").fill("anders & sons bakery")
    page.get_by_role("button", name="Create Customer").click()
    expect(page.get_by_text("Customer with this name already exists.")).to_be_visible()
    expect(page.get_by_role("link", name="Open Anders & Sons Bakery")).to_be_visible()
    assert complaints(page) == []
    expect(page.get_by_label("Customer Name")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Keep editing")).to_be_focused()
    assert complaints(page) == []


def test_filters_menus_and_the_list_of_keys(page):
    page.get_by_role("button", name="Filters").click()
    assert complaints(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More with customers").click()
    assert complaints(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert complaints(page) == []


def test_toasts_and_the_bar_of_a_lost_network(page):
    page.route("**/customers/?q=*", lambda route: route.abort())
    page.get_by_role("searchbox").fill("quay")
    expect(page.get_by_role("alert")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    assert complaints(page) == []


def test_nothing_runs_out_of_a_very_narrow_window(open_browser, olive, anders):
    page = open_browser(olive, viewport=NARROW)
    record = f"customers/{anders.pk}"
    places = ["customers", f"{record}", f"{record}/notes", f"{record}/settings", "customers/new", "customers/import"]
    wide = []
    for place in [*places, "settings/team", "settings/invitations", "settings/audit", "settings/general"]:
        page.goto(f"/brightwater/{place}/")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(place)
    assert wide == []
