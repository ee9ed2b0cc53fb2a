"""A list of projects comes in: what is refused says why and changes nothing until it is left out or mended."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clientele.projects.models import Project
from tests.walks.axe import assert_for_everybody

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = """Code,Project,Customer,Status,Lead,Budget
BW-1,Boiler replacement,Anders & Sons Bakery,active,dana@brightwater.example,4200
BW-2,Replacement of every radiator in the north wing and the cellar of the harbour office,Nobody Ltd,active,,
,Pumps,Anders & Sons Bakery,soon,,
BW-4,Radiators,Anders & Sons Bakery,active,,much
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "projects.csv"
    file.write_text(ROWS)
    return file


def bring_in(page: Page, file: Path) -> None:
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Import", exact=True).click()


def test_projects_come_in_from_a_file(open_browser, dana, anders, file):
    page = open_browser(dana)
    page.goto("/brightwater/projects/import/")
    assert_for_everybody(page)
    bring_in(page, file)
    expect(page.get_by_text("Nothing was imported")).to_be_visible()
    expect(page.get_by_text("3 rows refused.")).to_be_visible()
    assert_for_everybody(page)
    assert not Project.objects.exists()

    page.get_by_role("checkbox", name="Leave refused rows out").check()
    bring_in(page, file)
    expect(page.get_by_text("3 rows left out")).to_be_visible()
    expect(page.get_by_text("1 project created, 0 projects updated, 0 as they were.")).to_be_visible()
    assert_for_everybody(page)

    file.write_text("\n".join(ROWS.splitlines()[:2]).replace("4200", "4300"))
    bring_in(page, file)
    expect(page.get_by_text("0 projects created, 1 project updated.")).to_be_visible()
    expect(page.get_by_role("link", name="Boiler replacement")).to_be_visible()


def test_a_file_that_is_no_list_of_projects_says_why(open_browser, dana, tmp_path):
    page, file = open_browser(dana), tmp_path / "picture.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    page.goto("/brightwater/projects/import/")
    bring_in(page, file)
    expect(page.locator(".field-error").first).to_be_visible()
    assert_for_everybody(page)
