"""Time by hand: the week grid by keyboard, the clock in the sidebar, submitting, approving and rejecting."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clientele.kit.tenancy import inside
from clientele.projects.models import TimeEntry, Timer
from clientele.projects.operations import add_billing_code, add_expense, add_time, submit_expenses, submit_time
from clientele.search.operations import rebuild
from tests.cast import an_active_project
from tests.walks.axe import assert_for_everybody
from tests.walks.conftest import PHONE, answer_once
from tests.walks.test_every_page import faults_of

WEEK = "/brightwater/time/?week=2026-11-16"


@pytest.fixture
def service(anders):
    return an_active_project(anders, "Annual service")


def at(page: Page, name: str):
    return page.get_by_label(name, exact=True)


def cell(page: Page, project: str, day: str):
    return page.get_by_role("textbox", name=f"{project}, {day} November 2026")


def entries():
    return list(TimeEntry.objects.order_by("day", "pk").values_list("project__name", "day", "minutes"))


def week_with(page: Page, *projects) -> None:
    page.goto(WEEK + "".join(f"&row={project.pk}-0" for project in projects))


def test_a_week_is_written_with_the_keyboard(open_browser, theo, renewal, service):
    page = open_browser(theo)
    week_with(page, renewal, service)
    cell(page, "Annual service", "Monday 16").focus()
    page.keyboard.type("1:30")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("90m")
    page.keyboard.press("Enter")
    expect(cell(page, "Boiler renewal", "Tuesday 17")).to_be_focused()
    page.keyboard.type("1,5")
    page.keyboard.press("ArrowUp")
    expect(cell(page, "Annual service", "Tuesday 17")).to_have_value("1:30")
    expect(cell(page, "Annual service", "Tuesday 17")).to_be_focused()
    expect(cell(page, "Boiler renewal", "Tuesday 17")).to_have_value("1:30")
    expect(page.locator("[data-all]")).to_have_text("4:30")
    expect(page.locator('[data-day-sum="2026-11-17"]')).to_have_text("3:00")
    expect(page.get_by_text("All saved.")).to_be_visible()
    assert [minutes for _, _, minutes in entries()] == [90, 90, 90]
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    expect(page.locator("[data-all]")).to_have_text("3:00")
    page.reload()
    expect(cell(page, "Annual service", "Tuesday 17")).to_have_value("")


def test_a_refused_cell_keeps_what_was_typed_and_says_why(open_browser, theo, renewal, service):
    page = open_browser(theo)
    week_with(page, renewal, service)
    here = cell(page, "Boiler renewal", "Friday 20")
    here.fill("soon")
    here.press("Tab")
    expect(page.get_by_role("alert").filter(has_text="“soon” is not a duration")).to_be_visible()
    expect(here).to_have_value("soon")
    here.fill("20")
    here.press("Tab")
    expect(page.locator("[data-all]")).to_have_text("20:00")
    other = cell(page, "Annual service", "Friday 20")
    other.fill("5")
    other.press("Tab")
    expect(page.get_by_text("20:00 of this day are written down already")).to_be_visible()
    expect(other).to_have_value("5")
    other.press("Escape")
    other.press("Tab")
    expect(page.get_by_text("20:00 of this day are written down already")).to_be_hidden()
    assert [minutes for _, _, minutes in entries()] == [1200]


def test_a_cell_typed_offline_is_kept_and_sent_when_the_network_is_back(open_browser, theo, renewal):
    page = open_browser(theo)
    week_with(page, renewal)
    here = cell(page, "Boiler renewal", "Friday 20")
    page.context.set_offline(True)
    here.fill("2h")
    here.press("Tab")
    expect(page.get_by_text("Not saved yet: 1.")).to_be_visible()
    expect(here).to_have_value("2h")
    page.context.set_offline(False)
    expect(page.get_by_text("All saved.")).to_be_visible()
    expect(here).to_have_value("2:00")
    assert [minutes for _, _, minutes in entries()] == [120]


def test_a_cell_kept_over_a_reload_is_saved(open_browser, theo, renewal):
    page = open_browser(theo)
    week_with(page, renewal)
    answer_once(page, "**/time/cell/", lambda route: route.abort())
    here = cell(page, "Boiler renewal", "Friday 20")
    here.fill("2h")
    here.press("Tab")
    expect(page.get_by_text("Not saved yet: 1.")).to_be_visible()
    page.reload()
    expect(cell(page, "Boiler renewal", "Friday 20")).to_have_value("2:00")
    assert [minutes for _, _, minutes in entries()] == [120]


def test_without_a_script_the_week_is_saved_by_its_button(open_browser, theo, renewal):
    page = open_browser(theo, java_script_enabled=False)
    week_with(page, renewal)
    cell(page, "Boiler renewal", "Friday 20").fill("1:15")
    page.get_by_role("button", name="Save week").click()
    expect(page.locator("[data-all]")).to_have_text("1:15")
    expect(cell(page, "Boiler renewal", "Friday 20")).to_have_value("1:15")
    assert [minutes for _, _, minutes in entries()] == [75]


def test_the_clock_runs_beside_every_page_and_stops_with_one_click(open_browser, theo, renewal, anders):
    page = open_browser(theo)
    page.goto(f"/brightwater/customers/{anders.pk}/")
    slot = page.locator("#timer")
    before = slot.bounding_box()
    page.get_by_role("link", name="Start timer").click()
    page.get_by_role("radio", name="Boiler renewal").check()
    page.get_by_role("dialog").get_by_role("button", name="Start timer").click()
    expect(slot).to_contain_text("Boiler renewal")
    assert slot.bounding_box()["height"] == before["height"]
    expect(slot.get_by_role("timer")).to_have_text(re.compile(r"^0:00:(0[2-9]|[1-5]\d)$"))
    page.get_by_label("Add a comment").fill("Typed while the clock ran")
    other = page.context.new_page()
    other.goto("/brightwater/customers/")
    expect(other.locator("#timer")).to_contain_text("Boiler renewal")
    page.get_by_role("button", name="Stop the timer").click()
    expect(page.get_by_text("0:01 on Boiler renewal written down.")).to_be_visible()
    expect(page.get_by_label("Add a comment")).to_have_value("Typed while the clock ran")
    expect(page.get_by_role("link", name="Start timer")).to_be_visible()
    other.get_by_role("button", name="Stop the timer").click()
    expect(other.get_by_text("No timer is running.")).to_be_visible()
    assert [minutes for _, _, minutes in entries()] == [1]


def test_a_clock_that_was_forgotten_asks_how_long_it_was(open_browser, theo, renewal):
    begun = timezone.now() - timedelta(days=2)
    Timer.objects.create(organization=theo.organization, member=theo, project=renewal, started_at=begun)
    page = open_browser(theo)
    page.goto("/brightwater/customers/")
    page.get_by_role("button", name="Stop the timer").click()
    expect(page.get_by_text("The timer ran for more than a day.").first).to_be_visible()
    at(page, "Duration").fill("3h")
    page.get_by_role("button", name="Write down").click()
    expect(page.get_by_text("3:00 on Boiler renewal written down.")).to_be_visible()
    assert [minutes for _, _, minutes in entries()] == [180]


def test_a_week_is_submitted_rejected_mended_and_approved(open_browser, theo, dana, renewal):
    now = timezone.now()
    for day in (16, 17):
        values = {"project": renewal, "day": f"2026-11-{day}", "minutes": 90}
        add_time(values=values, by=theo, at=now)
    page, office = open_browser(theo), open_browser(dana)
    page.goto(WEEK)
    page.get_by_role("link", name="Submit week").click()
    page.get_by_role("button", name="Submit 3:00").click()
    expect(page.get_by_text("2 entries submitted.")).to_be_visible()
    office.goto("/brightwater/time/approvals/")
    office.get_by_text("2 entries", exact=True).click()
    office.get_by_label("Tue 17 Nov 2026 · Boiler renewal").check()
    office.get_by_role("button", name="Reject ticked…").click()
    office.get_by_role("dialog").get_by_role("button", name="Reject 1 entry").click()
    expect(office.get_by_text("Say why, so that it can be put right.").first).to_be_visible()
    at(office, "Reason").fill("Which boiler?")
    office.get_by_role("button", name="Reject 1 entry").click()
    expect(office.get_by_text("1 entry rejected.")).to_be_visible()
    page.goto("/brightwater/time/day/?day=2026-11-17")
    expect(page.get_by_text("Rejected: Which boiler?")).to_be_visible()
    page.get_by_role("button", name="Actions for Boiler renewal, 1:30").click()
    page.get_by_role("menuitem", name="Edit").click()
    at(page, "Duration").fill("1:00")
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    office.get_by_role("button", name="Approve week of Theo Technician from 16 Nov 2026").click()
    expect(office.get_by_text("1 entry approved.")).to_be_visible()
    expect(office.get_by_text("Nothing waits for approval.")).to_be_visible()
    assert list(TimeEntry.objects.order_by("day").values_list("status", "minutes")) == [("approved", 90), ("open", 60)]


def test_a_project_among_many_is_chosen_with_the_keyboard(open_browser, theo, anders, olive):
    projects = [an_active_project(anders, f"Radiator {number:03}") for number in range(40)]
    add_billing_code(projects[31], values={"name": "Travel"}, by=olive, at=timezone.now())
    rebuild(anders.organization)
    page = open_browser(theo)
    page.goto("/brightwater/time/day/?day=2026-11-20")
    page.get_by_role("link", name="Start timer").click()
    expect(page.get_by_label("Find a project")).to_be_focused()
    page.keyboard.type("anders 031 trav")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Radiator 031 · Travel")).to_be_focused()
    expect(page.get_by_role("radio")).to_have_count(1)
    assert_for_everybody(page)
    page.keyboard.press("Enter")
    expect(page.locator("#timer")).to_contain_text("Radiator 031")
    assert Timer.objects.get().billing_code.name == "Travel"
    page.goto(WEEK)
    page.get_by_role("link", name="Add row").click()
    page.get_by_label("Find a project").fill("radiator 03")
    expect(page.get_by_role("radio")).to_have_count(8)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Radiator 031")).to_have_count(2)
    page.get_by_role("radio", name="Radiator 032").check()
    page.keyboard.press("Enter")
    expect(cell(page, "Radiator 032", "Monday 16")).to_be_focused()
    page.keyboard.type("1:30")
    page.keyboard.press("Tab")
    expect(page.locator("[data-all]")).to_have_text("1:30")


def test_a_project_is_found_and_chosen_without_a_script_on_a_phone(open_browser, theo, renewal, service):
    rebuild(theo.organization)
    page = open_browser(theo, viewport=PHONE, java_script_enabled=False)
    page.goto("/brightwater/time/new/?day=2026-11-20")
    at(page, "Duration").fill("1:15")
    page.get_by_label("Find a project").fill("boiler")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("radio")).to_have_count(1)
    page.get_by_role("radio", name="Boiler renewal").check()
    page.get_by_role("button", name="Write down").click()
    expect(page.get_by_text("1:15 on Boiler renewal written down.")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_the_pages_of_time_are_for_everyone_when_they_are_full(open_browser, theo, olive, renewal, service):
    now, day = timezone.now(), timezone.now().date()
    with inside(olive.organization):
        rows = [
            add_time(
                values={"project": project, "day": day, "minutes": minutes, "description": "Flushed"}, by=by, at=now
            )
            for project, minutes in ((renewal, 90), (service, 30))
            for by in (theo, olive)
        ]
        spent = {"project": renewal, "day": day, "category": "travel", "amount": "12.50"}
        expenses = [add_expense(values=spent, by=by, at=now) for by in (theo, olive)]
        submit_time(rows[1:], by=theo, at=now)
        submit_expenses(expenses[:1], by=theo, at=now)
    page = open_browser(olive, reduced_motion="reduce")
    chosen = ("row/", "new/", "timer/start/", "expenses/new/")
    paths = ("", "day/", "month/", "expenses/", "approvals/", "approvals/?kind=expenses", "report/", *chosen)
    assert [fault for path in paths for fault in faults_of(page, f"/brightwater/time/{path}", path)] == []


def test_a_week_is_written_on_a_phone(open_browser, theo, renewal):
    page = open_browser(theo, viewport=PHONE)
    week_with(page, renewal)
    here = cell(page, "Boiler renewal", "Friday 20")
    here.fill("1:15")
    here.press("Enter")
    expect(page.locator("[data-all]")).to_have_text("1:15")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
