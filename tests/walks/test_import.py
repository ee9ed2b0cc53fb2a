"""A person brings in her list: chooses the file, puts a column right, watches it run, takes the refused rows home."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clientele.background.operations import run_waiting_tasks
from clientele.customers.models import Customer
from tests.exchange.conftest import own_storage  # noqa: F401
from tests.walks.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

HERE = "/brightwater/customers/import/"
ROWS = "Firm,Short,E-mail,Tel.,Street,Postcode,Groups,Credit days,Fax\n" + "".join(
    f"{name},{code},{email},01632 96055{number},{number} Harbour Parade,EN1 1AA,Service plan; Lettings,14,0\n"
    for number, (name, code, email) in enumerate(
        [
            ("Abbot & Lyle Solicitors", "ABBOT", "accounts@abbotlyle.example"),
            ("Ash Tree Kennels", "ASHTREE", "ruth@ashtree.example"),
            ("Larkspur Day Centre", "", "info@larkspur"),
            ("Anders & Sons Bakery", "ANDERS", "new@andersbakery.example"),
            ("", "", "lost@nowhere.example"),
        ]
    )
)


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    file = tmp_path / "customers-2026.csv"
    file.write_text(ROWS)
    return file


def choose(page: Page, file: Path) -> None:
    page.goto(HERE)
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Read file").click()
    page.wait_for_url("**/import/*/")


def test_on_a_phone_an_earlier_import_says_how_it_ended_within_the_window(dana, list_file, open_browser):
    page = open_browser(dana, viewport=PHONE)
    choose(page, list_file)
    page.goto(HERE)
    row = page.get_by_role("row").filter(has_text="customers-2026.csv")
    expect(row.get_by_text("created, 0 updated")).to_be_visible()
    place = row.get_by_text("Waiting for you").bounding_box()
    assert place is not None
    assert place["x"] + place["width"] <= PHONE["width"]


def test_a_list_comes_in_from_file_to_done(dana, anders, list_file, open_browser, tmp_path):
    page = open_browser(dana)
    choose(page, list_file)
    result = page.locator("#import_result")
    expect(result).to_contain_text("“info@larkspur” is not an email address.")
    expect(page.locator("#import_foot")).to_contain_text("3 of 5 rows will be imported, 2 left out")
    page.get_by_label("E-mail").select_option("")
    expect(page.get_by_role("button", name="Import 4 customers")).to_be_visible()
    page.get_by_label("E-mail").select_option("email")
    expect(page.get_by_role("button", name="Import 3 customers")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Refused rows").click()
    download.value.save_as(tmp_path / "refused.csv")
    assert "The name is missing." in (tmp_path / "refused.csv").read_text("utf-8-sig")
    page.get_by_role("button", name="Import 3 customers").click()
    expect(page.locator("#import_progress")).to_contain_text("0 of 5 rows")
    run_waiting_tasks()
    expect(page.get_by_role("heading", name="2 customers created, 1 updated.")).to_be_visible()
    page.get_by_role("link", name="See customers").click()
    expect(page.get_by_role("link", name="Abbot & Lyle Solicitors")).to_be_visible()


def test_a_long_list_is_checked_and_imported_before_ones_eyes(dana, open_browser, tmp_path):
    file = tmp_path / "long.csv"
    file.write_text("Name\n" + "".join(f"Customer {number}\n" for number in range(2_500)))
    page = open_browser(dana)
    choose(page, file)
    expect(page.locator("#import_progress")).to_contain_text("0 of 2,500")
    run_waiting_tasks()
    page.get_by_role("button", name="Import 2,500 customers").click()
    expect(page.locator("#import_progress")).to_contain_text("refused so far")
    run_waiting_tasks()
    expect(page.get_by_role("heading", name="2,500 customers created, 0 updated.")).to_be_visible()


def test_a_file_can_be_dropped_on_its_field(dana, list_file, open_browser):
    page = open_browser(dana)
    page.goto(HERE)
    box = page.locator("#id_file").bounding_box()
    place = {"x": box["x"] + box["width"] - 40, "y": box["y"] + box["height"] / 2}
    protocol = page.context.new_cdp_session(page)
    for step in ("dragEnter", "dragOver", "drop"):
        files = {"items": [], "files": [str(list_file)], "dragOperationsMask": 1}
        protocol.send("Input.dispatchDragEvent", {"type": step, "data": files, **place})
    page.get_by_role("button", name="Read file").click()
    expect(page.locator("#import_result")).to_contain_text("“info@larkspur” is not an email address.")


def test_it_works_without_a_script_and_on_a_phone(dana, list_file, open_browser):
    page = open_browser(dana, viewport=PHONE, java_script_enabled=False)
    choose(page, list_file)
    page.get_by_label("E-mail").select_option("")
    page.get_by_role("button", name="Check again").click()
    page.get_by_role("button", name="Import 4 customers").click()
    expect(page.get_by_role("link", name="Look again")).to_be_visible()
    run_waiting_tasks()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="4 customers created, 0 updated.")).to_be_visible()
    assert Customer.objects.filter(organization=dana.organization).count() == 4


def test_a_file_that_is_no_table_keeps_the_page_and_says_why(dana, open_browser, tmp_path):
    file = tmp_path / "invoice.csv"
    file.write_bytes(b"%PDF-1.7")
    page = open_browser(dana)
    page.goto(HERE)
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Read file").click()
    expect(page.locator("#id_file_error")).to_contain_text("This is a PDF, not a table.")
