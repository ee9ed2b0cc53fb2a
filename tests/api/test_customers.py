import pytest

from clientele.accounts.operations.organization import update_organization
from clientele.customers.models import Customer
from clientele.customers.operations import add_contact, add_note
from clientele.trail.models import Entry
from tests.cast import NOW


def test_a_customer_is_created_with_everything_it_can_have(api):
    body = {
        "name": "  Anders &  Sons Bakery ",
        "code": "ANDERS",
        "kind": "company",
        "email": "office@andersbakery.example",
        "phone": "+44 1632 960418",
        "website": "andersbakery.example",
        "address": {"line1": "12 Mill Lane", "city": "Portsmouth", "country": "gb"},
        "contact_information": "Ring twice",
        "notes": "Closed on Mondays",
        "tags": ["Catering", "north"],
        "billing": {"email": "bills@andersbakery.example", "payment_terms": "net_14", "tax_rate": "17.5"},
    }
    response = api.send("POST", "/customers", body)
    assert (response.status_code, response["ETag"]) == (201, '"1"')
    made = response.json()
    assert response["Location"] == f"/api/v1/customers/{made['id']}"
    assert api.get(response["Location"]).json() == made
    assert (made["name"], made["website"]) == ("Anders & Sons Bakery", "https://andersbakery.example")
    assert (made["status"], made["archived"], made["merged_into"]) == ("active", False, None)
    assert (made["tags"], made["version"]) == (["Catering", "north"], 1)
    assert made["address"] == {
        "line1": "12 Mill Lane",
        "line2": "",
        "city": "Portsmouth",
        "region": "",
        "postal_code": "",
        "country": "GB",
    }
    assert made["billing"]["tax_rate"] == "17.500"
    assert made["billing"]["currency"] == "GBP"
    assert made["counts"] == {"contacts": 0, "notes": 0, "comments": 0, "projects": 0, "invoices": 0}
    assert made["outstanding"] == []
    assert made["created_at"].endswith("Z")


def test_what_is_left_out_is_empty_and_terms_come_from_the_organisation(api, olive):
    defaults = {"payment_terms": "net_7", "currency": "EUR", "tax_rate": "19"}
    update_organization(olive.organization, changes=defaults, by=olive, at=NOW)
    nothing = {"email": None, "notes": None, "billing": {"payment_terms": None, "currency": None, "tax_rate": None}}
    for name, rest in (("One", {}), ("Two", nothing)):
        made = api.send("POST", "/customers", {"name": name, **rest}).json()
        assert (made["code"], made["email"], made["notes"], made["tags"]) == ("", "", "", [])
        assert made["billing"] == {
            **dict.fromkeys(made["billing"], ""),
            "payment_terms": "net_7",
            "currency": "EUR",
            "tax_rate": "19.000",
        }


def test_a_patch_changes_what_it_names_and_nothing_else(api, anders):
    path = f"/customers/{anders.pk}"
    api.send("PATCH", path, {"address": {"line1": "12 Mill Lane", "city": "Portsmouth"}, "tags": ["Catering"]})
    changed = api.send("PATCH", path, {"address": {"city": "Southsea"}, "billing": {"name": "Anders Ltd"}}).json()
    assert (changed["address"]["line1"], changed["address"]["city"]) == ("12 Mill Lane", "Southsea")
    assert (changed["billing"]["name"], changed["tags"], changed["email"]) == ("Anders Ltd", ["Catering"], anders.email)
    cleared = api.send("PATCH", path, {"email": None, "address": {"city": ""}, "tags": []}).json()
    assert (cleared["email"], cleared["address"]["city"], cleared["tags"]) == ("", "", [])


@pytest.mark.parametrize("body", [{"name": None}, {"name": ""}, {"status": None}, {"kind": None}, {"address": None}])
def test_what_a_customer_must_have_cannot_be_taken_away(api, anders, body):
    response = api.send("PATCH", f"/customers/{anders.pk}", body)
    assert [error["field"] for error in response.json()["errors"]] == list(body)
    assert Customer.objects.get() == anders


def test_a_code_never_changes(api, anders, a_customer):
    path = f"/customers/{anders.pk}"
    assert api.send("PATCH", path, {"code": "ANDERS"}).status_code == 200
    for code in ("OTHER", ""):
        response = api.send("PATCH", path, {"code": code})
        assert (response.status_code, response.json()["code"]) == (422, "code_immutable")
    blank = a_customer("Blank")
    assert api.send("PATCH", f"/customers/{blank.pk}", {"code": "NEW"}).json()["code"] == "code_immutable"


def test_a_name_and_a_code_are_taken_once(api, anders, olive):
    same_code = api.send("POST", "/customers", {"name": "Other", "code": "anders"})
    assert (same_code.status_code, same_code.json()["code"]) == (422, "customer_code_taken")
    assert same_code.json()["existing"] == anders.pk
    update_organization(olive.organization, changes={"term": "client"}, by=olive, at=NOW)
    same_name = api.send("POST", "/customers", {"name": anders.name.upper()})
    assert same_name.json()["detail"] == "Client name already exists"


def test_an_archived_customer_is_read_but_not_changed(api, anders, calls, theo):
    Customer.objects.filter(pk=anders.pk).update(archived_at=NOW)
    path = f"/customers/{anders.pk}"
    assert api.get(path).json()["archived"] is True
    assert calls(theo).get(path).status_code == 200
    response = api.send("PATCH", path, {"phone": "1"})
    assert (response.status_code, response.json()["code"]) == (409, "customer_archived")


def test_each_change_is_one_entry_of_the_trail(api, anders, olive):
    api.send("PATCH", f"/customers/{anders.pk}", {"phone": "1", "address": {"city": "Southsea"}})
    entry = Entry.objects.order_by("-pk").first()
    assert (entry.name, entry.member_id) == ("customers.updated", olive.pk)
    assert entry.changes == {"phone": ["", "1"], "city": ["", "Southsea"]}


def test_counts_follow_what_belongs_to_the_customer(api, anders, olive):
    add_contact(anders, values={"name": "Ingrid"}, by=olive, at=NOW)
    for kind in ("comment", "meeting", "decision"):
        add_note(anders, kind=kind, body="Said", by=olive, at=NOW)
    counts = {"contacts": 1, "notes": 2, "comments": 1, "projects": 0, "invoices": 0}
    assert api.get(f"/customers/{anders.pk}").json()["counts"] == counts
    assert api.get("/customers").json()["items"][0]["counts"] == counts
