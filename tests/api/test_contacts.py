import pytest

from clientele.customers.models import Contact, Customer
from clientele.customers.operations import add_contact
from tests.cast import NOW


def test_a_contact_is_added_changed_and_removed(api, anders):
    first = api.send("POST", "/contacts", {"customer": anders.pk, "name": "Ingrid", "email": "i@x.example"})
    assert (first.status_code, first.json()["is_primary"]) == (201, True)
    second = api.send("POST", "/contacts", {"customer": anders.pk, "name": "Per", "is_primary": True}).json()
    assert api.get(first["Location"]).json()["is_primary"] is False
    changed = api.send("PATCH", f"/contacts/{second['id']}", {"role": "Baker", "email": None}).json()
    assert (changed["role"], changed["email"], changed["name"], changed["version"]) == ("Baker", "", "Per", 2)
    assert api.delete(f"/contacts/{second['id']}").status_code == 204
    assert Contact.objects.get().name == "Ingrid"


def test_contacts_are_listed_by_customer_and_searched(api, anders, a_customer, olive):
    other = a_customer("Other")
    for customer, name in ((anders, "Ingrid"), (anders, "Per"), (other, "Ingo")):
        add_contact(customer, values={"name": name}, by=olive, at=NOW)
    assert api.get("/contacts").json()["count"] == 3
    assert [item["name"] for item in api.get(f"/contacts?customer={anders.pk}&sort=-created_at").json()["items"]] == [
        "Per",
        "Ingrid",
    ]
    assert [item["name"] for item in api.get("/contacts?search=ing").json()["items"]] == ["Ingrid", "Ingo"]


@pytest.mark.parametrize("values", [{}, {"name": ""}, {"name": "X", "email": "no"}, {"name": "X", "is_primary": "yes"}])
def test_a_contact_that_is_not_right_is_refused(api, anders, values):
    assert api.send("POST", "/contacts", {"customer": anders.pk, **values}).status_code == 422


def test_the_people_of_an_archived_customer_stay_as_they_are(api, anders, olive):
    contact = add_contact(anders, values={"name": "Ingrid"}, by=olive, at=NOW)
    Customer.objects.update(archived_at=NOW)
    for response in (
        api.send("POST", "/contacts", {"customer": anders.pk, "name": "Per"}),
        api.send("PATCH", f"/contacts/{contact.pk}", {"name": "Per"}),
        api.delete(f"/contacts/{contact.pk}"),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "customer_archived")


def test_a_member_reads_contacts_and_changes_none(calls, theo, anders, olive):
    contact = add_contact(anders, values={"name": "Ingrid"}, by=olive, at=NOW)
    program = calls(theo)
    assert program.get(f"/contacts/{contact.pk}").status_code == 200
    assert program.send("POST", "/contacts", {"customer": anders.pk, "name": "Per"}).status_code == 403
    assert program.delete(f"/contacts/{contact.pk}").status_code == 403
