"""Two people change one thing in two browsers: the second sees what the first did, and takes or keeps each field."""

import pytest
from playwright.sync_api import Page, expect

from clientele.projects.models import BillingCode, ProjectMember, Task
from clientele.projects.operations import add_billing_code, add_project_member, add_task, create_project
from tests.cast import NOW
from tests.walks.axe import assert_for_everybody

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def boiler(anders, olive, theo):
    project = create_project(customer=anders, values={"name": "Boiler replacement"}, by=olive, at=NOW)
    add_task(project, title="Survey", by=olive, at=NOW)
    add_project_member(project, member=theo, values={"position": "Fitter"}, by=olive, at=NOW)
    add_billing_code(project, values={"name": "Fitting"}, by=olive, at=NOW)
    return project


@pytest.fixture
def two(open_browser, olive, ada, boiler) -> list[Page]:
    pages = [open_browser(olive), open_browser(ada)]
    for page in pages:
        page.goto(f"/brightwater/projects/{boiler.pk}/")
    return pages


def edit(page: Page, actions: str) -> None:
    page.get_by_role("button", name=actions).click()
    page.get_by_role("menuitem", name="Edit").or_(page.get_by_role("menuitem", name="Rename")).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def save(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Save Changes").click()


def saved(page: Page) -> None:
    save(page)
    expect(page.get_by_role("dialog")).to_have_count(0)


def told(page: Page) -> None:
    save(page)
    expect(page.get_by_text("Olive Owner changed this while you were editing")).to_be_visible()
    assert_for_everybody(page)


def test_a_task_that_was_renamed_meanwhile(two):
    first, second = two
    for page, title in ((first, "Survey the shop"), (second, "Survey the cellar")):
        edit(page, "Actions for Survey")
        page.get_by_role("dialog").get_by_role("textbox", name="Task").fill(title)
    saved(first)
    told(second)
    second.get_by_role("radio", name="Survey the shop").check()
    saved(second)
    assert Task.objects.get().title == "Survey the shop"


def test_a_person_whose_position_and_rate_were_changed_meanwhile(two):
    first, second = two
    for page, position in ((first, "Lead fitter"), (second, "Apprentice")):
        edit(page, "Actions for Theo Technician")
        page.get_by_role("dialog").get_by_role("textbox", name="Position").fill(position)
    first.get_by_role("dialog").get_by_role("textbox", name="Hourly rate").fill("71")
    saved(first)
    told(second)
    expect(second.get_by_text("Olive Owner also changed hourly rate")).to_be_visible()
    saved(second)
    kept = ProjectMember.objects.get()
    assert (kept.position, kept.hourly_rate) == ("Apprentice", 71)


def test_a_billing_code_of_which_both_fields_were_changed_meanwhile(two):
    first, second = two
    for page, name, rate in ((first, "Driving", "35"), (second, "Travel", "40")):
        edit(page, "Actions for Fitting")
        page.get_by_role("dialog").get_by_role("textbox", name="Name").fill(name)
        page.get_by_role("dialog").get_by_role("textbox", name="Hourly rate").fill(rate)
    saved(first)
    told(second)
    second.get_by_role("radio", name="Driving").check()
    saved(second)
    kept = BillingCode.objects.get()
    assert (kept.name, kept.hourly_rate) == ("Driving", 40)
