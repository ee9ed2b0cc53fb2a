from clientele.customers.models import Customer
from clientele.customers.operations import add_contact, update_customer
from clientele.projects.operations import create_project
from tests.billing.conftest import a_draft, an_invoice
from tests.cast import NOW

__all__ = ["a_draft", "an_invoice"]


def test_what_is_found_says_what_it_is_and_where(api, a_customer, olive):
    anders = a_customer("Anders & Sons Bakery", code="ANDERS", city="Portsmouth")
    quiet = a_customer("Quiet Bakery")
    update_customer(quiet, changes={"status": "inactive"}, by=olive, at=NOW)
    answer = api.get("/search?q=bakery").json()
    assert answer["count"] == 2
    assert answer["items"][0] == {
        "type": "customer",
        "id": anders.pk,
        "title": "Anders & Sons Bakery",
        "subtitle": "ANDERS · Portsmouth",
        "url": f"http://localhost:8000/brightwater/customers/{anders.pk}/",
    }
    assert answer["items"][1]["subtitle"] == "Inactive"


def test_people_are_found_with_their_customer_and_archived_customers_are_not(api, anders, a_customer, olive):
    add_contact(anders, values={"name": "Ingrid Holm"}, by=olive, at=NOW)
    gone = a_customer("Holm Brothers")
    assert [hit["title"] for hit in api.get("/search?q=holm").json()["items"]] == [anders.name, "Holm Brothers"]
    Customer.objects.filter(pk=gone.pk).update(archived_at=NOW)
    assert [hit["title"] for hit in api.get("/search?q=holm").json()["items"]] == [anders.name]


def test_a_search_says_what_for(api):
    response = api.get("/search")
    assert [error["field"] for error in response.json()["errors"]] == ["q"]


def test_projects_and_invoices_are_found_where_they_are_asked_for(api, calls, theo, olive, anders, an_invoice):
    create_project(customer=anders, values={"name": "Boiler renewal"}, by=olive, at=NOW)
    invoice = an_invoice()
    found = api.get("/search?type=project&q=boiler").json()
    assert [(hit["title"], hit["subtitle"]) for hit in found["items"]] == [("Boiler renewal", anders.name)]
    for text in ("inv-2026", "anders"):
        (hit,) = api.get(f"/search?type=invoice&q={text}").json()["items"]
        assert (hit["title"], hit["subtitle"]) == (invoice.number, f"{anders.name} · £170.00")
        assert hit["url"].endswith(f"/brightwater/invoices/{invoice.pk}/")
    assert calls(theo).get("/search?type=invoice&q=anders").json()["items"] == []
    assert api.get("/search?type=person&q=a").status_code == 422
