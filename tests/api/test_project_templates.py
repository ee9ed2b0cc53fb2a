"""Project templates over the API."""

import pytest

from clientele.projects.models import BillingCode, Project, Task, Template
from clientele.projects.operations import add_billing_code, add_task, create_project
from tests.cast import NOW


@pytest.fixture
def boiler(anders, olive):
    values = {"name": "Boiler", "code": "BW-1", "budget_minutes": 600, "hourly_rate": "70", "kind": "internal"}
    project = create_project(customer=anders, values=values, by=olive, at=NOW)
    add_task(project, title="Order", by=olive, at=NOW)
    add_billing_code(project, values={"name": "Travel", "hourly_rate": "35"}, by=olive, at=NOW)
    return project


@pytest.fixture
def template(api, boiler):
    return api.send("POST", "/project-templates", {"project": boiler.pk, "name": "Renewal"})


def test_a_project_is_kept_as_a_template_once_for_each_name(api, boiler, template):
    shown = template.json()
    assert (template.status_code, shown["type"], shown["budget_minutes"], shown["tasks"]) == (
        201,
        "internal",
        600,
        ["Order"],
    )
    assert shown["billing_codes"] == [{"name": "Travel", "hourly_rate": "35.00", "billable": True}]
    assert api.get(template["Location"]).json() == shown
    assert api.get("/project-templates").json()["items"] == [shown]
    again = api.send("POST", "/project-templates", {"project": boiler.pk, "name": "renewal"})
    assert (again.status_code, again.json()["code"]) == (422, "template_name_taken")


def test_a_template_is_changed_by_whole_lists(api, boiler, template):
    where = template["Location"]
    body = {"name": "Full renewal", "type": "billable", "tasks": ["Order", "Fit"], "billing_codes": [{"name": "Site"}]}
    changed = api.send("PATCH", where, body, HTTP_IF_MATCH=template["ETag"]).json()
    assert (changed["name"], changed["tasks"], changed["version"]) == ("Full renewal", ["Order", "Fit"], 2)
    assert changed["billing_codes"] == [{"name": "Site", "hourly_rate": None, "billable": True}]
    assert api.send("PATCH", where, body).json()["version"] == 2
    stale = api.send("PATCH", where, {"name": "X"}, HTTP_IF_MATCH='"1"')
    assert (stale.status_code, stale.json()["current"]["name"]) == (409, "Full renewal")
    other = api.send("POST", "/project-templates", {"project": boiler.pk, "name": "Other"})
    taken = api.send("PATCH", other["Location"], {"name": "full renewal"})
    assert (taken.status_code, taken.json()["code"]) == (422, "template_name_taken")


@pytest.mark.parametrize(
    "body, field",
    [
        ({"tasks": [" "]}, "tasks"),
        ({"billing_codes": [{"name": "A"}, {"name": "a"}]}, "billing_codes"),
        ({"billing_codes": [{"name": "A", "rate": 1}]}, "billing_codes.0.rate"),
        ({"currency": "XXY"}, "currency"),
    ],
)
def test_a_template_that_is_not_right_is_refused(body, field, api, template):
    refused = api.send("PATCH", template["Location"], body)
    assert (refused.status_code, [error["field"] for error in refused.json()["errors"]]) == (422, [field])
    assert Template.objects.get().version == 1


def test_a_project_starts_from_a_template(api, anders, template):
    where = f"{template['Location']}/start"
    started = api.send("POST", where, {"customer": anders.pk, "name": "Second boiler", "budget_minutes": 60})
    shown = started.json()
    assert (started.status_code, shown["status"], shown["type"], shown["budget_minutes"], shown["hourly_rate"]) == (
        201,
        "draft",
        "internal",
        60,
        "70.00",
    )
    assert started["Location"] == f"/api/v1/projects/{shown['id']}"
    project = Project.objects.get(pk=shown["id"])
    assert list(Task.objects.filter(project=project).values_list("title", flat=True)) == ["Order"]
    assert list(BillingCode.objects.filter(project=project).values_list("name", flat=True)) == ["Travel"]
    taken = api.send("POST", where, {"customer": anders.pk, "name": "Third", "code": "bw-1"})
    assert (taken.status_code, taken.json()["code"]) == (422, "project_code_taken")


def test_a_template_is_deleted_and_its_projects_stay(api, anders, template):
    api.send("POST", f"{template['Location']}/start", {"customer": anders.pk, "name": "Second boiler"})
    assert api.delete(template["Location"], HTTP_IF_MATCH='"2"').status_code == 409
    assert api.delete(template["Location"], HTTP_IF_MATCH=template["ETag"]).status_code == 204
    assert (Template.objects.count(), Project.objects.count()) == (0, 2)
