"""A project that went well becomes a template, a new one begins from it, and the template goes."""

import pytest
from playwright.sync_api import expect

from clientele.projects.models import Task
from clientele.projects.operations import (
    add_billing_code,
    add_task,
    create_project,
    save_as_template,
    update_template,
)
from tests.cast import NOW
from tests.walks.axe import assert_for_everybody
from tests.walks.conftest import arrived
from tests.walks.test_every_page import faults_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_template_is_saved_used_and_deleted(open_browser, dana, olive, anders):
    project = create_project(customer=anders, values={"name": "Boiler replacement"}, by=olive, at=NOW)
    add_task(project, title="Survey", by=olive, at=NOW)
    page = open_browser(dana)
    page.goto("/brightwater/projects/templates/")
    expect(page.get_by_text("No template yet.")).to_be_visible()
    assert_for_everybody(page)
    page.goto(f"/brightwater/projects/{project.pk}/")
    page.get_by_role("button", name="Manage").click()
    page.get_by_role("menuitem", name="Save as template").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Template name").fill("Boiler")
    assert_for_everybody(page)
    dialog.get_by_role("button", name="Save template").click()
    expect(dialog).to_have_count(0)

    page.goto("/brightwater/projects/templates/")
    expect(page.get_by_text("1 task · 0 billing codes")).to_be_visible()
    assert_for_everybody(page)
    page.get_by_role("link", name="Use Boiler for a new project").click()
    arrived(page, "New Project")
    page.get_by_label("Project name").fill("Shop boiler")
    page.get_by_label("Find a customer").fill("anders")
    page.get_by_role("radio", name="Anders & Sons Bakery").check()
    assert_for_everybody(page)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="Dates and lead")).to_be_visible()
    assert Task.objects.filter(project__name="Shop boiler", title="Survey").exists()

    page.goto("/brightwater/projects/templates/")
    page.get_by_role("button", name="Actions for Boiler").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(dialog).to_be_visible()
    assert_for_everybody(page)
    dialog.get_by_role("button", name="Delete").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("No template yet.")).to_be_visible()


def test_a_template_is_edited_on_its_page(open_browser, dana, olive, anders):
    project = create_project(
        customer=anders, values={"name": "Boiler replacement", "hourly_rate": "70"}, by=olive, at=NOW
    )
    for title in ("Survey", "Order the boiler"):
        add_task(project, title=title, by=olive, at=NOW)
    add_billing_code(project, values={"name": "Fitting", "hourly_rate": "80"}, by=olive, at=NOW)
    template = save_as_template(project, name="Boiler", by=olive, at=NOW)
    page = open_browser(dana)
    page.goto("/brightwater/projects/templates/")
    page.get_by_role("link", name="Boiler", exact=True).click()
    arrived(page, "Boiler")
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Template name").fill("Boiler swap")
    dialog.get_by_label("Tasks").fill("Order the boiler\nSurvey\nFit it")
    assert_for_everybody(page)
    update_template(template, changes={"name": "Boilers"}, by=olive, at=NOW)
    dialog.get_by_role("button", name="Save Changes").click()
    dialog.get_by_role("radio", name="Boiler swap").check()
    assert_for_everybody(page)
    dialog.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_role("heading", name="Boiler swap", exact=True)).to_be_visible()

    page.get_by_role("link", name="Add code").click()
    dialog.get_by_label("Name").fill("Travel")
    dialog.get_by_label("Billable").uncheck()
    assert_for_everybody(page)
    dialog.get_by_role("button", name="Add billing code").click()
    expect(page.get_by_text("Not billable")).to_be_visible()
    page.get_by_role("button", name="Actions for Fitting").click()
    page.get_by_role("menuitem", name="Remove").click()
    expect(dialog).to_be_visible()
    assert_for_everybody(page)
    dialog.get_by_role("button", name="Remove billing code").click()
    expect(page.get_by_text("£80.00 an hour")).to_have_count(0)
    assert_for_everybody(page)
    template.refresh_from_db()
    assert template.tasks == ["Order the boiler", "Survey", "Fit it"]
    assert [code["name"] for code in template.billing_codes] == ["Travel"]


def test_the_page_of_a_template_is_for_everyone(open_browser, dana, olive, anders):
    project = create_project(
        customer=anders, values={"name": "Boiler replacement", "hourly_rate": "70"}, by=olive, at=NOW
    )
    add_task(project, title="Order the boiler", by=olive, at=NOW)
    add_billing_code(project, values={"name": "Fitting", "hourly_rate": "80"}, by=olive, at=NOW)
    template = save_as_template(project, name="Boiler", by=olive, at=NOW)
    page = open_browser(dana, reduced_motion="reduce")
    place = f"/brightwater/projects/templates/{template.pk}/"
    for path in ("", "edit/", "codes/new/", "codes/1/edit/", "codes/1/remove/", "deletion/"):
        assert faults_of(page, place + path, path or "template") == []
