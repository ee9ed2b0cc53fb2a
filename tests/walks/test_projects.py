"""A project from its first step to its end, by hand and by keyboard; axe in both themes, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from clientele.projects.operations import add_billing_code, add_project_member, add_task, create_project
from tests.cast import NOW
from tests.walks.axe import complaints
from tests.walks.conftest import DESKTOP, PHONE, arrived

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/brightwater/projects/"


@pytest.fixture
def boiler(anders, olive, theo):
    values = {"name": "Boiler replacement", "code": "BW-1", "budget_amount": "4200", "budget_minutes": 6000}
    project = create_project(customer=anders, values=values, by=olive, at=NOW)
    add_task(project, title="Survey", by=olive, at=NOW)
    add_project_member(project, member=theo, values={"position": "Fitter"}, by=olive, at=NOW)
    add_billing_code(project, values={"name": "Fitting"}, by=olive, at=NOW)
    return project


def test_a_project_is_set_up_started_and_worked_off(open_browser, dana, boiler):
    page = open_browser(dana)
    page.goto(LIST)
    page.keyboard.press("n")
    arrived(page, "New Project")
    page.get_by_label("Project name").fill("Shop heating")
    page.get_by_label("Find a customer").fill("anders")
    page.get_by_role("radio", name="Anders & Sons Bakery").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="Dates and lead")).to_be_visible()
    page.get_by_role("link", name="Skip", exact=True).click()
    page.get_by_label("Budget, hours").fill("12:30")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("textbox", name="Tasks").fill("Measure\nFit")
    page.get_by_role("button", name="Start project").click()
    arrived(page, "Shop heating")
    expect(page.get_by_text("0:00 of 12:30 hours")).to_be_visible()
    tick = page.get_by_role("checkbox", name="Measure")
    tick.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("1 of 2")).to_be_visible()
    expect(tick).to_be_checked()
    page.get_by_role("textbox", name="New task").fill("Tidy up")
    page.get_by_role("textbox", name="New task").press("Enter")
    expect(page.get_by_text("1 of 3")).to_be_visible()
    expect(page.get_by_role("textbox", name="New task")).to_have_value("")
    page.get_by_role("button", name="Shop heating is a favourite").click()
    expect(page.get_by_role("button", name="Shop heating is a favourite", pressed=True)).to_be_visible()
    page.get_by_role("button", name="Status").click()
    page.get_by_role("menuitem", name="Set to Completed").click()
    expect(page.locator(".page-under")).to_contain_text("Completed")
    page.get_by_role("link", name="Timeline").click()
    expect(page.locator("#timeline_days")).to_contain_text("Dana Lead set the project Shop heating to Completed")
    expect(page.locator("#timeline_days")).to_contain_text("Dana Lead ticked off the task Measure")
    page.goto(LIST)
    expect(page.locator(".row-link").first).to_have_text("Shop heating")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_its_pages_are_for_everybody(open_browser, dana, boiler, viewport, dark):
    page = open_browser(dana, viewport=viewport, dark=dark)
    here = f"{LIST}{boiler.pk}/"
    tab = f"/brightwater/customers/{boiler.customer_id}/projects/"
    parts = [f"{here}{part}/" for part in ("timeline", "edit", "move")]
    steps = [f"{here}setup/{step}/" for step in ("dates", "budget", "work")]
    for path in (LIST, here, *parts, f"{LIST}new/", *steps, tab):
        page.goto(path)
        assert complaints(page) == [], path
