"""The real exports of other programs come in once, and what the list shows goes out."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clientele.background.operations import run_waiting_tasks
from clientele.customers.models import Customer
from tests.exchange.conftest import own_storage  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

FILES = Path(__file__).parents[1] / "exchange" / "files"


@pytest.fixture
def page(open_browser, dana) -> Page:
    return open_browser(dana)


def read(page: Page, file: Path) -> None:
    page.goto("/brightwater/customers/import/")
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Read file").click()


def bring_in(page: Page, file: Path) -> None:
    """Choose a file, import what is good of it, and wait for the end."""
    read(page, file)
    page.locator("#import_foot").get_by_role("button", name="Import").click()
    expect(page.locator("#import_progress")).to_be_visible()
    run_waiting_tasks()
    expect(page.get_by_role("heading", name="created")).to_be_visible()


@pytest.mark.parametrize("file", ["quickbooks_online.csv", "quickbooks_online.xlsx"])
def test_a_quickbooks_list_comes_in_and_a_second_time_doubles_nothing(page, dana, file):
    bring_in(page, FILES / file)
    first = Customer.objects.filter(organization=dana.organization).count()
    assert first > 0
    expect(page.get_by_role("heading", name=f"{first} customers created, 0 updated.")).to_be_visible()
    read(page, FILES / file)
    expect(page.locator("#import_foot")).to_contain_text("Nothing to import")
    assert Customer.objects.filter(organization=dana.organization).count() == first


def test_what_a_filter_shows_goes_out_and_comes_back_unchanged(page, dana, a_customer, tmp_path):
    a_customer("Quay Street Dental", tags=("Coast",), phone="01632 960 552")
    a_customer("=Formula & Sons", tags=("Coast",))
    a_customer("Anders & Sons Bakery")
    page.goto("/brightwater/customers/")
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Coast").check()
    expect(page.locator(".row-link")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Export")).to_have_attribute("href", re.compile("tag="))
    page.get_by_role("link", name="Export").click()
    expect(page.get_by_role("heading", name="2 customers")).to_be_visible()
    file = tmp_path / "customers.csv"
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    download.value.save_as(file)
    text = file.read_text("utf-8-sig")
    assert "Quay Street Dental" in text
    assert "Anders" not in text
    assert "\n=Formula" not in text
    read(page, file)
    expect(page.locator("#import_foot")).to_contain_text("Nothing to import, 2 unchanged")
