import pytest

from clientele.customers.models import DuplicateDismissal


@pytest.fixture
def double(anders, a_customer):
    return a_customer("Anders & Sons Bakery Ltd", phone=anders.phone)


def test_pairs_are_listed_with_both_sides_reasons_and_likeness(api, anders, double):
    told = api.get("/customers/duplicates").json()
    assert (told["count"], told["count_is_exact"]) == (1, True)
    (pair,) = told["items"]
    assert pair["first"] == {
        "id": anders.pk,
        "code": "ANDERS",
        "name": "Anders & Sons Bakery",
        "url": f"http://localhost:8000/brightwater/customers/{anders.pk}/",
    }
    assert pair["second"]["id"] == double.pk
    assert "name" in pair["reasons"]
    assert 0.8 <= pair["likeness"] <= 1
    assert api.get("/customers/duplicates?page=2").json()["items"] == []


def test_a_pair_is_dismissed_and_the_dismissal_taken_back(api, anders, double):
    made = api.send("POST", "/duplicate-dismissals", {"first": double.pk, "second": anders.pk})
    assert made.status_code == 201
    assert (made.json()["first"]["id"], made.json()["dismissed_by"]) == (anders.pk, "Olive Owner")
    assert api.get(made["Location"]).json() == made.json()
    assert api.get("/duplicate-dismissals").json()["items"] == [made.json()]
    assert api.get("/customers/duplicates").json()["items"] == []
    again = api.send("POST", "/duplicate-dismissals", {"first": anders.pk, "second": double.pk})
    assert again.json()["id"] == made.json()["id"]
    assert api.delete(made["Location"]).status_code == 204
    assert api.get("/customers/duplicates").json()["count"] == 1
    assert api.delete(made["Location"]).status_code == 404


def test_a_customer_is_no_duplicate_of_itself(api, anders):
    refused = api.send("POST", "/duplicate-dismissals", {"first": anders.pk, "second": anders.pk})
    assert (refused.status_code, refused.json()["code"]) == (422, "same_customer")
    assert refused.json()["errors"][0]["field"] == "second"
    assert not DuplicateDismissal.objects.exists()
