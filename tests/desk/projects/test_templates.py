"""Project templates on their pages."""

from html import unescape

import pytest

from clientele.projects.models import Template
from clientele.projects.operations import add_billing_code, add_task, delete_template, save_as_template, update_template
from clientele.trail.models import Entry
from tests.cast import NOW

LIST = "/brightwater/projects/templates/"


@pytest.fixture
def client(sign_in, dana):
    return sign_in(dana)


@pytest.fixture
def template(a_project, olive):
    project = a_project(budget_minutes=3000, hourly_rate="70")
    for title in ("Survey", "Order"):
        add_task(project, title=title, by=olive, at=NOW)
    add_billing_code(project, values={"name": "Travel", "is_billable": False}, by=olive, at=NOW)
    add_billing_code(project, values={"name": "Fitting", "hourly_rate": "80"}, by=olive, at=NOW)
    return save_as_template(project, name="Boiler swap", by=olive, at=NOW)


@pytest.fixture
def at(template):
    """An address below the template."""
    return lambda path="": f"{LIST}{template.pk}/{path}"


def text(response) -> str:
    return unescape(response.content.decode())


def fields(**changed):
    kept = {"name": "Boiler swap", "kind": "billable", "currency": "GBP", "budget_minutes": "50", "hourly_rate": "70"}
    return {**kept, "version": "1", "tasks": "Survey\nOrder", **changed}


def codes_of(template):
    return [tuple(code.values()) for code in Template.objects.get(pk=template.pk).billing_codes]


def test_the_page_says_what_projects_start_with(client, template, at):
    assert f'href="{at()}"' in text(client.get(LIST))
    page = text(client.get(at()))
    for told in ("Boiler swap", "50:00", "£70.00", "Survey", "Order", "Travel", "Not billable", "£80.00 an hour"):
        assert told in page


def test_it_is_renamed_and_its_tasks_are_added_renamed_moved_and_removed(client, template, at):
    assert "Survey\nOrder" in text(client.get(at("edit/")))
    sent = fields(name="Boiler", tasks="Order it\r\n\r\nSurvey\r\n Fit ", budget_minutes="12:30")
    assert client.post(at("edit/"), sent)["Location"] == at()
    template.refresh_from_db()
    assert (template.name, template.tasks, template.budget_minutes) == ("Boiler", ["Order it", "Survey", "Fit"], 750)
    entry = Entry.objects.get(name="projects.template_updated")
    assert set(entry.changes) == {"name", "tasks", "budget_minutes"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": " "}, "This is required."),
        ({"tasks": "Fit\n" + "x" * 201}, "The task “xxxx"),
        ({"tasks": "\n".join(map(str, range(201)))}, "A project has at most 200 tasks."),
        ({"name": "Taken"}, "There is a template “Taken” already."),
    ],
)
def test_what_cannot_be_kept_is_told_and_stays_typed(client, template, at, a_project, olive, changed, told):
    save_as_template(a_project(name="Other"), name="Taken", by=olive, at=NOW)
    answer = client.post(at("edit/"), fields(description="Typed", **changed))
    assert answer.status_code == 422
    assert told in text(answer)
    assert "Typed" in text(answer)
    assert Template.objects.get(pk=template.pk).version == 1


def test_two_who_edit_it_at_once_choose_field_by_field(client, template, at, olive):
    update_template(template, changes={"name": "Boilers", "tasks": ["Survey", "Fit"]}, by=olive, at=NOW)
    answer = client.post(at("edit/"), fields(tasks="Survey\nOrder\nDrain"))
    assert answer.status_code == 409
    page = text(answer)
    assert "Survey, Fit" in page
    assert "Survey, Order, Drain" in page
    assert 'value="Boilers"' in page
    sent = fields(name="Boilers", tasks="Survey\nOrder\nDrain", version="2", take_tasks="yours")
    assert client.post(at("edit/"), sent).status_code == 303
    template.refresh_from_db()
    assert (template.name, template.tasks) == ("Boilers", ["Survey", "Order", "Drain"])


def test_a_billing_code_is_added_changed_and_removed(client, template, at):
    assert "New billing code" in text(client.get(at("codes/new/")))
    client.post(
        at("codes/new/"), {"name": "Survey", "hourly_rate": "95", "is_billable": "on", "version": "1", "was": ""}
    )
    assert codes_of(template) == [
        ("Fitting", "80.000", True),
        ("Travel", None, False),
        ("Survey", "95.000", True),
    ]
    assert 'value="Travel"' in text(client.get(at("codes/2/edit/")))
    client.post(at("codes/2/edit/"), {"name": "Driving", "hourly_rate": "", "version": "2", "was": "Travel"})
    assert "leaves Boiler swap" in text(client.get(at("codes/1/remove/")))
    client.post(at("codes/1/remove/"), {"version": "3"})
    assert codes_of(template) == [("Driving", None, False), ("Survey", "95.000", True)]


def test_a_billing_code_is_there_once(client, template, at):
    answer = client.post(at("codes/new/"), {"name": "travel", "version": "1", "was": ""})
    assert answer.status_code == 422
    assert "The billing code “travel” is there twice." in text(answer)


def test_a_code_changed_meanwhile_is_told_and_saving_again_puts_ours_in_its_place(client, template, at, olive):
    now = [{"name": "Travel", "hourly_rate": "20", "is_billable": True}]
    update_template(template, changes={"billing_codes": now}, by=olive, at=NOW)
    sent = {"name": "Travel", "hourly_rate": "30", "is_billable": "on", "version": "1", "was": "Travel"}
    answer = client.post(at("codes/2/edit/"), sent)
    assert answer.status_code == 409
    assert "Travel is now billable, £20.00 an hour." in text(answer)
    assert 'name="version" value="2"' in text(answer)
    assert codes_of(template) == [("Travel", "20.000", True)]
    assert client.post(at("codes/2/edit/"), sent | {"version": "2"}).status_code == 303
    assert codes_of(template) == [("Travel", "30.000", True)]


def test_a_code_removed_meanwhile_is_told_and_saving_again_adds_it(client, template, at, olive):
    update_template(template, changes={"billing_codes": []}, by=olive, at=NOW)
    sent = {"name": "Travel", "hourly_rate": "30", "is_billable": "on", "version": "1", "was": "Travel"}
    assert "Travel is no longer among its billing codes." in text(client.post(at("codes/2/edit/"), sent))
    client.post(at("codes/2/edit/"), sent | {"version": "2"})
    assert codes_of(template) == [("Travel", "30.000", True)]


def test_removing_a_code_of_a_template_that_changed_meanwhile_removes_nothing(client, template, at, olive):
    update_template(template, changes={"name": "Boilers"}, by=olive, at=NOW)
    assert client.post(at("codes/1/remove/"), {"version": "1"}).status_code == 409
    assert len(codes_of(template)) == 2


def test_what_is_not_there_leads_nowhere(client, template, at, olive):
    assert client.get(at("codes/3/edit/")).status_code == 404
    assert client.get(at("codes/0/remove/")).status_code == 404
    delete_template(template, by=olive, at=NOW)
    for path in ("", "edit/", "codes/new/", "codes/1/edit/", "codes/1/remove/", "deletion/"):
        assert client.get(at(path)).status_code == 404


def test_who_may_not_create_projects_changes_no_template(sign_in, theo, template, at):
    client = sign_in(theo)
    assert client.get(at()).status_code == 403
    assert client.post(at("edit/"), fields(name="Mine")).status_code == 403
    assert client.post(at("codes/1/remove/"), {"version": "1"}).status_code == 403
    assert Template.objects.get().version == 1
