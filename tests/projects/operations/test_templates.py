"""A project is saved as a template, and projects start from it."""

from decimal import Decimal

import pytest

from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.models import Template
from clientele.projects.operations import (
    add_billing_code,
    add_task,
    delete_template,
    fill_from_template,
    save_as_template,
    start_project,
)
from clientele.projects.queries import codes_of, tasks_of, templates_for
from tests.cast import NOW


@pytest.fixture
def template(a_project, olive):
    project = a_project(kind="billable", budget_amount="4200", budget_minutes=3000, hourly_rate="70")
    for title in ("Survey", "Order", "Fit"):
        add_task(project, title=title, by=olive, at=NOW)
    add_billing_code(project, values={"name": "Fitting", "hourly_rate": "80"}, by=olive, at=NOW)
    add_billing_code(project, values={"name": "Travel", "is_billable": False}, by=olive, at=NOW)
    return save_as_template(project, name="Boiler swap", by=olive, at=NOW)


def test_a_project_starts_with_all_that_its_template_has(template, anders, olive):
    project = start_project(template, customer=anders, values={"name": "Shop boiler"}, by=olive, at=NOW)
    assert (project.name, project.status, project.budget_amount) == ("Shop boiler", "draft", Decimal(4200))
    assert [task.title for task in tasks_of(project)] == ["Survey", "Order", "Fit"]
    assert [(code.name, code.hourly_rate, code.is_billable) for code in codes_of(project)] == [
        ("Fitting", Decimal(80), True),
        ("Travel", None, False),
    ]


def test_what_is_given_goes_before_the_template(template, anders, olive):
    values = {"name": "Big", "budget_amount": "9000", "budget_minutes": ""}
    project = start_project(template, customer=anders, values=values, by=olive, at=NOW)
    assert (project.budget_amount, project.budget_minutes) == (Decimal(9000), 3000)


def test_amounts_are_not_taken_into_another_currency(template, a_customer, olive):
    nord = a_customer("Harbour Nord", currency="NOK")
    project = start_project(template, customer=nord, values={"name": "Oslo"}, by=olive, at=NOW)
    assert (project.currency, project.budget_amount, project.hourly_rate) == ("NOK", None, None)
    assert project.budget_minutes == 3000
    assert [code.hourly_rate for code in codes_of(project)] == [None, None]


def test_filling_twice_adds_nothing_twice(template, a_project, olive):
    project = a_project("Second")
    add_task(project, title="SURVEY", by=olive, at=NOW)
    for _ in range(2):
        fill_from_template(project, template=template, by=olive, at=NOW)
    assert [task.title for task in tasks_of(project)] == ["SURVEY", "Order", "Fit"]
    assert len(codes_of(project)) == 2


def test_a_templates_name_is_taken_once(template, a_project, olive):
    with pytest.raises(Refusal) as caught:
        save_as_template(a_project("Other"), name="BOILER swap", by=olive, at=NOW)
    assert caught.value.code == "template_name_taken"


def test_deleting_a_template_leaves_its_projects_alone(template, anders, olive):
    project = start_project(template, customer=anders, values={"name": "Shop boiler"}, by=olive, at=NOW)
    with pytest.raises(Conflict):
        delete_template(template, version=7, by=olive, at=NOW)
    delete_template(template, version=1, by=olive, at=NOW)
    assert Template.objects.count() == 0
    assert len(tasks_of(project)) == 3


def test_who_may_not_see_projects_sees_no_templates(template, theo, olive):
    assert list(templates_for(theo)) == [template]
    theo.role.permissions = []
    assert list(templates_for(theo)) == []
