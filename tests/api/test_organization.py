import pytest

from clientele.accounts.models import Organization


def test_every_member_reads_the_organisation_of_the_token(calls, theo, olive):
    answer = calls(theo).get("/organization").json()
    assert (answer["slug"], answer["name"], answer["currency"]) == ("brightwater", "Brightwater Heating", "GBP")
    assert all(answer["features"].values())


def test_who_manages_the_organisation_changes_it(api, calls, dana):
    body = {
        "name": "Brightwater",
        "time_zone": "Europe/London",
        "address": {"city": "Portsmouth"},
        "tax_rate": "20",
        "features": {"customers.export": False},
    }
    changed = api.send("PATCH", "/organization", body).json()
    assert (changed["name"], changed["address"]["city"], changed["tax_rate"]) == ("Brightwater", "Portsmouth", "20.000")
    assert changed["features"]["customers.export"] is False
    assert changed["features"]["customers.import"] is True
    refused = calls(dana).send("PATCH", "/organization", {"name": "Mine"})
    assert refused.json()["code"] == "permission_denied"


@pytest.mark.parametrize(
    "body, field",
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"currency": "GBX"}, "currency"),
        ({"currency": None}, "currency"),
        ({"slug": "other"}, "slug"),
        ({"address": {"country": "XX"}}, "address.country"),
        ({"features": {"customers.export": "no"}}, "features.customers.export"),
        ({"name": "a\u202eb"}, "name"),
    ],
)
def test_what_is_not_right_is_refused_beside_its_field_and_nothing_is_changed(api, body, field):
    response = api.send("PATCH", "/organization", {"phone": "1", **body})
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert Organization.objects.get().phone == ""


def test_an_unknown_feature_is_refused(api):
    assert api.send("PATCH", "/organization", {"features": {"nonsense": True}}).status_code == 422
