"""Two who edit a part of a project at once, and the last step of setting one up."""

from decimal import Decimal

import pytest

from clientele.projects.models import BillingCode, ProjectMember, Task
from clientele.projects.operations import (
    add_billing_code,
    add_project_member,
    add_task,
    save_as_template,
    update_billing_code,
    update_project_member,
    update_task,
)
from clientele.trail.models import Entry
from tests.cast import NOW

STEP = "work"
LAST_STEP = f"setup/{STEP}/"


@pytest.fixture
def client(sign_in, ada):
    return sign_in(ada)


def test_two_who_change_different_fields_of_a_person_lose_nothing(a_project, client, url_of, theo, olive):
    project = a_project()
    place = add_project_member(project, member=theo, values={"position": "Fitter"}, by=olive, at=NOW)
    update_project_member(place, changes={"hourly_rate": "71"}, by=olive, at=NOW)
    sent = {"position": "Lead fitter", "hourly_rate": "", "version": "1"}
    answer = client.post(url_of(project, f"people/{place.pk}/edit/"), sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Olive Owner also changed hourly rate: the form has the new value." in html
    assert 'value="71"' in html
    sent |= {"hourly_rate": "71", "version": "2"}
    assert client.post(url_of(project, f"people/{place.pk}/edit/"), sent).status_code == 303
    kept = ProjectMember.objects.get()
    assert (kept.position, kept.hourly_rate) == ("Lead fitter", 71)


def test_a_rate_that_somebody_set_meanwhile_is_not_told_to_who_may_not_see_it(
    a_project, sign_in, dana, url_of, theo, olive
):
    project = a_project()
    place = add_project_member(project, member=theo, values={"position": "Fitter"}, by=olive, at=NOW)
    update_project_member(place, changes={"hourly_rate": "71.37"}, by=olive, at=NOW)
    address = url_of(project, f"people/{place.pk}/edit/")
    answer = sign_in(dana).post(address, {"position": "Lead fitter", "version": "1"})
    assert answer.status_code == 409
    assert "71.37" not in answer.content.decode().split("<main")[1]
    assert sign_in(dana).post(address, {"position": "Lead fitter", "version": "2"}).status_code == 303
    kept = ProjectMember.objects.get()
    assert (kept.position, kept.hourly_rate) == ("Lead fitter", Decimal("71.37"))


def test_two_who_change_the_same_fields_of_a_billing_code_choose_each(a_project, client, url_of, olive):
    project = a_project()
    code = add_billing_code(project, values={"name": "Travel", "hourly_rate": "35"}, by=olive, at=NOW)
    update_billing_code(code, changes={"name": "Driving", "is_billable": False}, by=olive, at=NOW)
    sent = {"name": "Trips", "hourly_rate": "40", "is_billable": "on", "version": "1"}
    answer = client.post(url_of(project, f"codes/{code.pk}/edit/"), sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in html for words in ("Driving", "Trips", 'name="take_name"', "also changed billable"))
    assert 'name="take_hourly_rate"' not in html
    sent |= {"version": "2", "take_name": "theirs", "is_billable": ""}
    assert client.post(url_of(project, f"codes/{code.pk}/edit/"), sent).status_code == 303
    kept = BillingCode.objects.get()
    assert (kept.name, kept.hourly_rate, kept.is_billable) == ("Driving", 40, False)


def test_who_renames_a_task_that_was_renamed_meanwhile_chooses(a_project, client, url_of, olive):
    project = a_project()
    task = add_task(project, title="Order", by=olive, at=NOW)
    update_task(task, title="Order boiler", by=olive, at=NOW)
    address = url_of(project, f"tasks/{task.pk}/edit/")
    answer = client.post(address, {"title": "Order pump", "version": "1"})
    assert (answer.status_code, "Order boiler" in answer.content.decode()) == (409, True)
    sent = {"title": "Order pump", "version": "2", "take_title": "theirs"}
    assert client.post(address, sent).status_code == 303
    assert Task.objects.get().title == "Order boiler"


def test_the_last_step_of_the_set_up_is_done_whole(a_project, client, url_of, olive):
    source, project = a_project(name="Source"), a_project(name="Second")
    add_task(source, title="Order", by=olive, at=NOW)
    template = save_as_template(source, name="Renewal", by=olive, at=NOW)
    sent = {"template": template.pk, "tasks": "Drain\nFit", "codes": "Travel\n\nFitting", "start": "1"}
    assert client.post(url_of(project, LAST_STEP), sent).status_code == 303
    project.refresh_from_db()
    titles = Task.objects.filter(project=project).order_by("position").values_list("title", flat=True)
    assert (list(titles), project.status) == (["Order", "Drain", "Fit"], "active")
    assert BillingCode.objects.filter(project=project).count() == 2


def test_the_last_step_of_the_set_up_keeps_nothing_where_a_part_is_refused(a_project, client, url_of):
    project = a_project()
    before = Entry.objects.count()
    sent = {"tasks": "Drain\nFit", "codes": "Travel\nTravel", "start": "1"}
    answer = client.post(url_of(project, LAST_STEP), sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "There is a billing code “Travel” on this project already." in html
    assert 'aria-describedby="id_codes' in html
    project.refresh_from_db()
    assert (project.status, Task.objects.count(), BillingCode.objects.count()) == ("draft", 0, 0)
    assert Entry.objects.count() == before
