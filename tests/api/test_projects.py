"""Projects over the API."""

import pytest

from clientele.customers.operations import update_customer
from clientele.projects.models import Project
from clientele.projects.operations import create_project
from tests.billing.conftest import a_draft, an_invoice
from tests.cast import NOW

__all__ = ["a_draft", "an_invoice"]


@pytest.fixture
def boiler(anders, olive):
    values = {"name": "Boiler replacement", "code": "BW-1"}
    return create_project(customer=anders, values=values, by=olive, at=NOW)


def test_a_project_is_created_changed_and_deleted(api, anders, dana):
    body = {"customer": anders.pk, "name": "Boiler", "budget_amount": "4200.50", "lead": dana.pk}
    made = api.send("POST", "/projects", {**body, "start_date": "2026-12-01", "type": "internal"})
    shown = made.json()
    assert (made.status_code, shown["status"], shown["budget_amount"]) == (201, "draft", "4200.50")
    assert (shown["start_date"], shown["type"], shown["currency"]) == ("2026-12-01", "internal", "GBP")
    assert api.get(made["Location"]).json() == shown
    path = f"/projects/{shown['id']}"
    changed = api.send("PATCH", path, {"status": "active", "lead": None, "budget_minutes": 60}).json()
    assert (changed["status"], changed["lead"], changed["budget_minutes"], changed["version"]) == (
        "active",
        None,
        60,
        3,
    )
    stale = api.send("PATCH", path, {"name": "X"}, HTTP_IF_MATCH='"1"')
    assert (stale.status_code, stale.json()["code"]) == (409, "version_conflict")
    assert stale.json()["current"]["status"] == "active"
    refused = api.send("PATCH", path, {"name": "Not kept", "status": "draft"})
    assert (refused.status_code, refused.json()["code"]) == (409, "status_not_allowed")
    assert Project.objects.get().name == "Boiler"
    assert api.delete(path).status_code == 204


def test_projects_are_listed_narrowed_and_searched(api, boiler, a_customer, olive):
    create_project(customer=a_customer("Other"), values={"name": "Pumps", "kind": "internal"}, by=olive, at=NOW)
    assert [one["name"] for one in api.get("/projects?sort=-name").json()["items"]] == ["Pumps", "Boiler replacement"]
    assert api.get(f"/projects?customer={boiler.customer_id}").json()["count"] == 1
    assert api.get("/projects?type=internal&status=draft").json()["items"][0]["name"] == "Pumps"
    assert api.get("/projects?search=bw-1").json()["items"][0]["id"] == boiler.pk


def test_a_project_moves_and_an_inactive_customer_must_be_confirmed(api, boiler, a_customer, olive):
    quay = a_customer("Quayside Foods")
    update_customer(quay, changes={"status": "inactive"}, by=olive, at=NOW)
    refused = api.send("POST", f"/projects/{boiler.pk}/move", {"customer": quay.pk})
    assert (refused.status_code, refused.json()["code"]) == (409, "customer_inactive")
    moved = api.send("POST", f"/projects/{boiler.pk}/move", {"customer": quay.pk, "confirm": True})
    assert (moved.status_code, moved.json()["customer"]) == (200, quay.pk)
    new = api.send("POST", "/projects", {"customer": quay.pk, "name": "Late"})
    assert (new.status_code, new.json()["code"]) == (409, "customer_inactive")


def test_a_moved_project_takes_its_invoices_along(api, boiler, a_customer, an_invoice):
    quay, invoice = a_customer("Quayside Foods"), an_invoice(project=boiler)
    before = api.get(f"/invoices/{invoice.pk}").json()
    api.send("POST", f"/projects/{boiler.pk}/move", {"customer": quay.pk})
    after = api.get(f"/invoices/{invoice.pk}").json()
    assert (before["customer"], after["customer"]) == (boiler.customer_id, quay.pk)
    changing = {"customer", "version", "updated_at"}
    assert all(after[name] == before[name] for name in before.keys() - changing)


def test_another_firms_customer_and_lead_are_not_here(api, anders, foreign_customer, otto):
    assert api.send("POST", "/projects", {"customer": foreign_customer.pk, "name": "X"}).status_code == 404
    assert api.send("POST", "/projects", {"customer": anders.pk, "name": "X", "lead": otto.pk}).status_code == 404


@pytest.mark.parametrize("values", [{"name": ""}, {"code": "a b"}, {"end_date": "2026-1-1"}, {"budget_amount": "-1"}])
def test_a_project_that_is_not_right_is_refused(api, anders, values):
    assert api.send("POST", "/projects", {"customer": anders.pk, "name": "X", **values}).status_code == 422


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_asks_the_database_the_same_number_of_times(api, anders, olive, rows, django_assert_max_num_queries):
    for number in range(rows):
        create_project(customer=anders, values={"name": f"Project {number}"}, by=olive, at=NOW)
    with django_assert_max_num_queries(6):
        api.get("/projects?page_size=100")


def test_ones_own_favourites_are_listed_alone(api, calls, boiler, anders, olive, theo):
    create_project(customer=anders, values={"name": "Pumps"}, by=olive, at=NOW)
    assert api.send("POST", f"/projects/{boiler.pk}/favourite", {}).status_code == 200
    assert [one["id"] for one in api.get("/projects?favourite=true").json()["items"]] == [boiler.pk]
    assert calls(theo).get("/projects?favourite=true").json()["count"] == 0
    assert api.delete(f"/projects/{boiler.pk}/favourite").status_code == 204
    assert api.get("/projects?favourite=true").json()["count"] == 0
