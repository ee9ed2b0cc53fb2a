"""Cells of a spreadsheet pasted into the week."""

import pytest
from playwright.sync_api import Page, expect

from clientele.projects.models import TimeEntry
from clientele.projects.operations import submit_time
from tests.cast import NOW, an_active_project
from tests.walks.axe import assert_for_everybody
from tests.walks.test_time import cell, entries, week_with


@pytest.fixture
def service(anders):
    return an_active_project(anders, "Annual service")


def paste(page: Page, text: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def test_cells_of_a_spreadsheet_fill_those_to_the_right_and_below(open_browser, theo, renewal, service):
    page = open_browser(theo)
    week_with(page, renewal, service)
    cell(page, "Annual service", "Tuesday 17").focus()
    paste(page, "1:30\t2\t\t0,5\r\n45m\t1h\t1:15\t3\r\n")
    expect(page.get_by_text("7 cells filled. All saved.")).to_be_visible()
    expect(page.locator("[data-all]")).to_have_text("10:00")
    expect(cell(page, "Annual service", "Thursday 19")).to_have_value("")
    expect(cell(page, "Boiler renewal", "Tuesday 17")).to_have_value("0:45")
    assert [minutes for _, _, minutes in entries()] == [90, 45, 120, 60, 75, 30, 180]
    assert_for_everybody(page)
    cell(page, "Annual service", "Thursday 19").fill("1")
    page.keyboard.press("Tab")
    expect(page.get_by_text("All saved.", exact=True)).to_be_visible()


def test_what_is_wrong_closed_or_outside_the_week_is_said(open_browser, theo, renewal, service):
    page = open_browser(theo)
    week_with(page, renewal, service)
    cell(page, "Boiler renewal", "Sunday 22").focus()
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    expect(page.get_by_text("All saved.")).to_be_visible()
    submit_time([TimeEntry.objects.get()], by=theo, at=NOW)
    week_with(page, renewal, service)
    cell(page, "Annual service", "Saturday 21").focus()
    paste(page, "1\tmany\t3\n2\t8\t3\n9")
    expect(
        page.get_by_text("3 cells filled, 4 are closed or outside the week. Not everything is saved.")
    ).to_be_visible()
    expect(cell(page, "Annual service", "Sunday 22")).to_have_value("many")
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(1)
    assert sorted(minutes for _, _, minutes in entries()) == [60, 60, 120]


def test_one_value_is_pasted_as_it_is_typed(open_browser, theo, renewal):
    page = open_browser(theo)
    week_with(page, renewal)
    cell(page, "Boiler renewal", "Monday 16").focus()
    paste(page, "2:15\n")
    page.keyboard.press("Tab")
    expect(page.get_by_text("All saved.", exact=True)).to_be_visible()
    assert [minutes for _, _, minutes in entries()] == [135]
