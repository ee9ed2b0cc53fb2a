"""A project that went well becomes a template, a new one begins from it, and the template goes."""

import pytest
from playwright.sync_api import expect

from clientele.projects.models import Task
from clientele.projects.operations import add_task, create_project
from tests.cast import NOW
from tests.walks.axe import assert_for_everybody

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
    assert_for_everybody(page)
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("No template yet.")).to_be_visible()
