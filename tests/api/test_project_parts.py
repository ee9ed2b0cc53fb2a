"""Tasks, people and billing codes of a project over the API."""

import pytest

from clientele.projects.models import BillingCode, ProjectMember, Task
from clientele.projects.operations import add_time, change_status
from clientele.trail.models import Entry
from tests.cast import NOW, an_active_project


@pytest.fixture
def boiler(anders):
    return an_active_project(anders, "Boiler replacement")


@pytest.fixture
def address(boiler):
    return f"/projects/{boiler.pk}"


def titles(api, address):
    return [task["title"] for task in api.get(f"{address}/tasks").json()["items"]]


def test_a_task_is_added_changed_ticked_off_placed_and_removed(api, address, olive):
    for title in ("Order", "Drain", "Fit"):
        made = api.send("POST", f"{address}/tasks", {"title": title})
        assert (made.status_code, made.json()["position"]) == (201, Task.objects.count() - 1)
    where = made["Location"]
    assert api.get(where).json() == made.json()
    assert where.startswith(f"/api/v1{address}/tasks/")
    revised = api.send("PATCH", where, {"title": "Fit it", "done": True, "position": 0}).json()
    assert (revised["title"], revised["done_by"], revised["position"], revised["version"]) == ("Fit it", olive.pk, 0, 3)
    assert titles(api, address) == ["Fit it", "Order", "Drain"]
    assert api.send("PATCH", where, {"done": False}).json()["done_at"] is None
    assert api.delete(where).status_code == 204
    assert [task.position for task in Task.objects.order_by("position")] == [0, 1]


def test_a_revision_of_a_task_is_kept_whole_or_not_at_all(api, address):
    where = api.send("POST", f"{address}/tasks", {"title": "Order"})["Location"]
    before = Entry.objects.count()
    refused = api.send("PATCH", where, {"done": True, "title": " "})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "title")
    assert (Task.objects.get().is_done, Entry.objects.count()) == (False, before)


@pytest.mark.parametrize("part, body", [("tasks", {"title": "X"}), ("billing-codes", {"name": "X"}), ("people", {})])
def test_a_stale_change_of_a_part_is_answered_with_what_is_there_now(part, body, api, address, dana):
    given = {"user": dana.pk, "position": "X"} if part == "people" else body
    made = api.send("POST", f"{address}/{part}", given)
    where, key = made["Location"], {"tasks": "title", "billing-codes": "name", "people": "position"}[part]
    changed = api.send("PATCH", where, {key: "Theirs"}, HTTP_IF_MATCH=made["ETag"])
    assert changed.json()["version"] == 2
    for stale in (
        api.send("PATCH", where, {key: "Mine"}, HTTP_IF_MATCH=made["ETag"]),
        api.delete(where, HTTP_IF_MATCH=made["ETag"]),
    ):
        assert (stale.status_code, stale.json()["code"]) == (409, "version_conflict")
        assert stale.json()["current"][key] == "Theirs"
    assert api.get(where, HTTP_IF_NONE_MATCH=changed["ETag"]).status_code == 304


def test_a_part_of_another_project_is_not_on_this_one(api, address, anders):
    other = an_active_project(anders, "Pumps")
    for part, body in (("tasks", {"title": "X"}), ("billing-codes", {"name": "X"})):
        made = api.send("POST", f"/projects/{other.pk}/{part}", body).json()
        assert api.get(f"{address}/{part}/{made['id']}").status_code == 404


def test_somebody_is_put_on_a_project_once(api, address, dana):
    made = api.send("POST", f"{address}/people", {"user": dana.pk, "position": "Lead", "hourly_rate": "70"}).json()
    assert (made["user"], made["position"], made["hourly_rate"]) == (dana.pk, "Lead", "70.00")
    again = api.send("POST", f"{address}/people", {"user": dana.pk})
    assert (again.status_code, again.json()["code"]) == (422, "member_on_project")
    assert again.json()["errors"][0]["field"] == "user"
    assert api.delete(f"{address}/people/{made['id']}").status_code == 204
    assert not ProjectMember.objects.exists()


def test_what_an_hour_of_somebody_costs_is_for_those_who_manage_rates(api, calls, address, dana, theo):
    made = api.send("POST", f"{address}/people", {"user": theo.pk, "hourly_rate": "70"})
    where, lead = made["Location"], calls(dana)
    assert lead.get(where).json()["hourly_rate"] is None
    assert lead.get(f"{address}/people").json()["items"][0]["hourly_rate"] is None
    assert lead.send("PATCH", where, {"hourly_rate": "1"}).status_code == 403
    assert lead.send("PATCH", where, {"position": "Fitter"}).status_code == 200
    stale = lead.send("PATCH", where, {"position": "X"}, HTTP_IF_MATCH='"1"').json()
    assert stale["current"]["hourly_rate"] is None
    assert api.send("PATCH", where, {"position": "X"}, HTTP_IF_MATCH='"1"').json()["current"]["hourly_rate"] == "70.00"


def test_a_billing_code_is_changed_and_stays_once_time_was_written_to_it(api, address, boiler, olive):
    made = api.send("POST", f"{address}/billing-codes", {"name": "Travel", "hourly_rate": "35", "billable": False})
    where = made["Location"]
    assert (made.json()["hourly_rate"], made.json()["billable"]) == ("35.00", False)
    taken = api.send("POST", f"{address}/billing-codes", {"name": "travel"})
    assert (taken.status_code, taken.json()["code"]) == (422, "billing_code_taken")
    assert api.send("PATCH", where, {"hourly_rate": None, "billable": True}).json()["hourly_rate"] is None
    values = {"project": boiler, "billing_code": BillingCode.objects.get(), "day": NOW.date(), "minutes": 60}
    add_time(values=values, by=olive, at=NOW)
    kept = api.delete(where)
    assert (kept.status_code, kept.json()["code"]) == (409, "billing_code_in_use")


def test_an_archived_projects_parts_stay_as_they_are(api, address, boiler, olive):
    where = api.send("POST", f"{address}/tasks", {"title": "Order"})["Location"]
    change_status(boiler, to="archived", by=olive, at=NOW)
    for answer in (
        api.send("POST", f"{address}/tasks", {"title": "X"}),
        api.send("PATCH", where, {"title": "X"}),
        api.send("POST", f"{address}/billing-codes", {"name": "X"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "project_archived")
    assert titles(api, address) == ["Order"]


def test_the_same_key_adds_a_task_once(api, address):
    for _ in range(2):
        api.send("POST", f"{address}/tasks", {"title": "Order"}, HTTP_IDEMPOTENCY_KEY="one")
    assert Task.objects.count() == 1


@pytest.mark.parametrize("part", ["tasks", "people", "billing-codes"])
@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_of_parts_asks_the_same_number_of_times(
    part, rows, api, address, boiler, olive, django_assert_max_num_queries
):
    shared = {"organization": olive.organization, "project": boiler}
    for number in range(rows):
        Task.objects.create(**shared, title=f"Task {number}", position=number)
        BillingCode.objects.create(**shared, name=f"Code {number}", name_key=f"code {number}")
    ProjectMember.objects.create(**shared, member=olive)
    with django_assert_max_num_queries(6):
        assert api.get(f"{address}/{part}?page_size=100").status_code == 200
