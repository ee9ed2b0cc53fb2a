from clientele.projects.operations import set_rate
from tests.cast import NOW


def test_rates_are_listed_read_set_and_taken_away(api, olive, theo):
    set_rate(theo, amount="42.125", currency="EUR", by=olive, at=NOW)
    listed = {item["name"]: (item["amount"], item["currency"]) for item in api.get("/hourly-rates").json()["items"]}
    assert listed == {"Olive Owner": (None, None), "Theo Technician": ("42.125", "EUR")}
    path = f"/hourly-rates/{theo.pk}"
    changed = api.send("PATCH", path, {"amount": "50"})
    assert changed.json() == {
        "id": theo.pk,
        "version": 3,
        "name": "Theo Technician",
        "amount": "50.00",
        "currency": "EUR",
    }
    assert api.send("PATCH", path, {"amount": None})["ETag"] == '"4"'
    assert api.get(path).json()["amount"] is None
    assert api.send("PATCH", path, {"amount": "60"}).json()["currency"] == "GBP"


def test_a_change_of_nothing_changes_nothing(api, theo):
    assert api.send("PATCH", f"/hourly-rates/{theo.pk}", {})["ETag"] == '"1"'


def test_a_rate_is_changed_only_in_the_version_that_was_read(api, theo):
    path = f"/hourly-rates/{theo.pk}"
    api.send("PATCH", path, {"amount": "50"}, headers={"If-Match": '"1"'})
    stale = api.send("PATCH", path, {"amount": "60"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (409, "version_conflict")
    assert stale.json()["current"] == api.get(path).json()


def test_a_wrong_rate_names_its_field(api, theo):
    for body, field in (({"amount": "-1"}, "amount"), ({"amount": "1", "currency": "XQX"}, "currency")):
        wrong = api.send("PATCH", f"/hourly-rates/{theo.pk}", body)
        assert (wrong.status_code, [error["field"] for error in wrong.json()["errors"]]) == (422, [field])
