"""Two people change one thing in two browsers: the second sees what the first did, and takes or keeps each field."""

import pytest
from playwright.sync_api import Page, expect

from clientele.projects.models import BillingCode, Expense, ProjectMember, Task, TimeEntry
from clientele.projects.operations import (
    add_billing_code,
    add_expense,
    add_project_member,
    add_task,
    add_time,
    create_project,
)
from tests.cast import NOW, an_active_project
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


def test_an_entry_of_which_place_and_duration_were_changed_meanwhile(open_browser, olive, renewal, anders):
    an_active_project(anders, "Annual service")
    entry = add_time(values={"project": renewal, "day": "2026-11-20", "minutes": 90}, by=olive, at=NOW)
    first, second = open_browser(olive), open_browser(olive)
    for page, minutes in ((first, "2:00"), (second, "3h")):
        page.goto("/brightwater/time/day/?day=2026-11-20")
        edit(page, "Actions for Boiler renewal, 1:30")
        page.get_by_role("dialog").get_by_label("Duration").fill(minutes)
    first.get_by_role("radio", name="Annual service").check()
    saved(first)
    told(second)
    expect(second.get_by_text("Olive Owner also changed project")).to_be_visible()
    expect(second.get_by_role("radio", name="Annual service")).to_be_checked()
    second.get_by_role("radio", name="2:00").check()
    second.get_by_label("What was done").fill("Flushed")
    saved(second)
    kept = TimeEntry.objects.get(pk=entry.pk)
    assert (kept.project.name, kept.minutes, kept.description) == ("Annual service", 120, "Flushed")


def test_an_expense_of_which_the_amount_was_changed_meanwhile(open_browser, olive, renewal):
    values = {"project": renewal, "day": "2026-11-20", "category": "travel", "amount": "12.50"}
    add_expense(values=values, by=olive, at=NOW)
    first, second = open_browser(olive), open_browser(olive)
    for page, amount in ((first, "14"), (second, "20")):
        page.goto("/brightwater/time/expenses/")
        edit(page, "Actions for Travel, 20 Nov 2026")
        page.get_by_role("dialog").get_by_label("Amount").fill(amount)
    first.get_by_role("dialog").get_by_label("What for").select_option(label="Meals")
    saved(first)
    told(second)
    expect(second.get_by_text("Olive Owner also changed what for")).to_be_visible()
    second.get_by_role("radio", name="14.00").check()
    saved(second)
    kept = Expense.objects.get()
    assert (kept.category, kept.amount) == ("meals", 14)
