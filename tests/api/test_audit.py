from clientele.accounts.operations.organization import update_organization
from clientele.customers.operations import update_customer
from clientele.exchange.operations.exporting import record_export
from tests.cast import NOW


def test_everything_that_happened_is_listed_newest_first(api, anders, olive):
    update_customer(anders, changes={"phone": "1"}, by=olive, at=NOW)
    events = api.get("/audit-events").json()
    assert [event["event"] for event in events["items"][:2]] == ["customers.updated", "customers.created"]
    one = events["items"][0]
    assert api.get(f"/audit-events/{one['id']}").json() == one


def test_the_trail_is_narrowed(api, anders, olive, theo):
    assert api.get("/audit-events?event=customers.created").json()["count"] == 1
    assert api.get(f"/audit-events?subject_kind=customer&subject_id={anders.pk}").json()["count"] == 1
    assert api.get(f"/audit-events?member={theo.pk}").json()["count"] == 1
    assert api.get("/audit-events?created_from=2026-11-23").json()["count"] == 0
    assert api.get("/audit-events?created_to=2026-11-22").json()["count"] == api.get("/audit-events").json()["count"]


def test_it_tells_of_clients_where_the_firm_calls_them_so(api, olive):
    record_export(3, by=olive, at=NOW)
    assert api.get("/audit-events").json()["items"][0]["sentence"] == "Olive Owner exported 3 customers"
    update_organization(olive.organization, changes={"term": "client"}, by=olive, at=NOW)
    events = api.get("/audit-events?event=exchange.customers_exported").json()["items"]
    assert events[0]["sentence"] == "Olive Owner exported 3 clients"


def test_only_who_may_reads_it(calls, dana):
    assert calls(dana).get("/audit-events").json()["code"] == "permission_denied"
