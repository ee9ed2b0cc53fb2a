from datetime import timedelta
from decimal import Decimal

from clientele.accounts.choices import Feature
from clientele.accounts.operations.organization import switch_feature
from clientele.billing.operations import draft_invoice
from clientele.customers.operations import add_contact, add_note, edit_note, update_customer
from clientele.projects.operations import create_project
from tests.cast import NOW

DAY = timedelta(days=1)


def test_the_timeline_reads_as_sentences_newest_first(api, anders, olive):
    update_customer(anders, changes={"phone": "1"}, by=olive, at=NOW + DAY)
    add_contact(anders, values={"name": "Ingrid"}, by=olive, at=NOW + DAY)
    answer = api.get(f"/customers/{anders.pk}/timeline").json()
    assert [entry["sentence"] for entry in answer["items"]] == [
        "Olive Owner added the contact Ingrid",
        "Olive Owner changed phone",
        "Olive Owner added Anders & Sons Bakery",
    ]
    assert answer["items"][1]["changes"] == {"phone": ["", "1"]}
    assert answer["items"][0]["subject"]["kind"] == "contact"
    assert len(api.get(f"/customers/{anders.pk}/timeline?page_size=2&page=2").json()["items"]) == 1


def test_the_timeline_leaves_out_what_is_switched_off(api, anders, olive):
    note = add_note(anders, kind="meeting", body="Said", by=olive, at=NOW)
    edit_note(note, body="Meant", by=olive, at=NOW)
    add_note(anders, kind="comment", body="Quietly", by=olive, at=NOW)
    path = f"/customers/{anders.pk}/timeline"

    def events():
        return [entry["event"] for entry in api.get(path).json()["items"]]

    assert events() == ["customers.note_added", "customers.note_edited", "customers.note_added", "customers.created"]
    switch_feature(olive.organization, feature=Feature.NOTES, is_on=False, by=olive, at=NOW)
    assert events() == ["customers.note_added", "customers.created"]
    switch_feature(olive.organization, feature=Feature.COMMENTS, is_on=False, by=olive, at=NOW)
    assert events() == ["customers.created"]


def test_the_timeline_leaves_out_what_its_reader_may_not_see(calls, anders, olive, theo):
    values = {"name": "Rewiring", "budget_amount": Decimal(500), "hourly_rate": Decimal(70)}
    create_project(customer=anders, values=values, by=olive, at=NOW)
    draft_invoice(customer=anders, values={}, lines=[], by=olive, at=NOW)
    path = f"/customers/{anders.pk}/timeline"
    drafted, created, _ = calls(olive).get(path).json()["items"]
    assert drafted["event"] == "billing.invoice_created"
    assert created["changes"]["hourly_rate"] == [None, "70"]
    answer = calls(theo).get(path).json()
    assert [entry["event"] for entry in answer["items"]] == ["projects.created", "customers.created"]
    assert answer["items"][0]["changes"]["budget_amount"] == [None, "500"]
    assert "hourly_rate" not in answer["items"][0]["changes"]


def test_the_history_shows_the_earlier_values_of_a_field(api, anders, olive):
    update_customer(anders, changes={"phone": "1", "city": "Southsea"}, by=olive, at=NOW + DAY)
    update_customer(anders, changes={"city": "Portsmouth"}, by=olive, at=NOW + 2 * DAY)
    answer = api.get(f"/customers/{anders.pk}/history?field=city").json()
    assert [entry["changes"]["city"] for entry in answer["items"]] == [["Southsea", "Portsmouth"], ["", "Southsea"]]
    assert answer["stood"] is None
    assert api.get(f"/customers/{anders.pk}/history").json()["count"] == 3
    assert api.get(f"/customers/{anders.pk}/history?field=nonsense").status_code == 422


def test_the_history_shows_the_record_as_it_stood_on_a_day(api, anders, olive):
    update_customer(anders, changes={"city": "Southsea"}, tags=["Catering"], by=olive, at=NOW + 2 * DAY)
    path = f"/customers/{anders.pk}/history?on="
    assert api.get(f"{path}2026-11-21").json()["stood"] is None
    before = api.get(f"{path}2026-11-23").json()["stood"]
    assert (before["name"], before["city"]) == ("Anders & Sons Bakery", "")
    after = api.get(f"{path}2026-11-24").json()["stood"]
    assert (after["city"], after["tags"]) == ("Southsea", ["Catering"])
    assert api.get(f"{path}2026-11-24&field=city").json()["stood"] == {"city": "Southsea"}
