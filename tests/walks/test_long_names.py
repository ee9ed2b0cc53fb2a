"""A name as long as names may be, without a place to break: every page stays as wide as the window, and readable."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.exchange.conftest import own_storage  # noqa: F401
from tests.walks.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "N" * 200


def is_inside(page: Page, words: Locator) -> bool:
    """Whether all of it stands in the window, so that it can be read without scrolling sideways."""
    place = words.bounding_box()
    assert place is not None
    is_narrow: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return is_narrow and place["x"] + place["width"] <= page.viewport_size["width"]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_of_a_customer_breaks_its_name(a_customer, dana, open_browser, viewport):
    customer = a_customer(LONG)
    page = open_browser(dana, viewport=viewport)
    for part in ("", "projects/", "invoices/", "notes/", "timeline/", "settings/", "edit/"):
        page.goto(f"/brightwater/customers/{customer.pk}/{part}")
        title = page.get_by_role("heading", level=1)
        expect(title).to_be_visible()
        assert is_inside(page, title), part


def test_why_a_row_is_refused_and_what_is_saved_stand_beside_a_long_name(dana, open_browser, tmp_path: Path):
    file = tmp_path / "list.csv"
    file.write_text(f"Name,Email\n{LONG}N,long@a.example\nWrong,wrong@\n{LONG},right@a.example\n")
    page = open_browser(dana)
    page.goto("/brightwater/customers/import/")
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Read file").click()
    refused = page.get_by_role("table", name="Refused rows")
    assert is_inside(page, refused.get_by_text("at most 200 are kept"))
    assert is_inside(page, page.get_by_role("table", name="As it will be saved").get_by_text("right@a.example"))
    page.get_by_role("link", name="Created").click()
    created = page.get_by_role("table", name="Rows created")
    expect(created).to_be_visible()
    assert is_inside(page, created.get_by_text("right@a.example"))


def test_on_a_phone_the_reason_has_most_of_the_room(dana, open_browser, tmp_path: Path):
    file = tmp_path / "list.csv"
    file.write_text("Name,Email\nQuay Street Dental,wrong@\n")
    page = open_browser(dana, viewport=PHONE)
    page.goto("/brightwater/customers/import/")
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Read file").click()
    reason = page.get_by_role("table", name="Refused rows").get_by_role("cell").last
    expect(reason).to_contain_text("not an email address")
    assert is_inside(page, reason)
    assert reason.bounding_box()["width"] > 150
