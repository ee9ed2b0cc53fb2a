import pytest

from clientele.accounts.choices import Feature
from clientele.accounts.operations.organization import switch_feature
from clientele.customers.models import Customer, Note
from clientele.customers.operations import add_note
from tests.cast import NOW


def test_a_note_is_written_corrected_and_deleted(api, anders, olive):
    made = api.send("POST", "/notes", {"customer": anders.pk, "kind": "meeting", "body": "Said\r\nso "})
    assert made.status_code == 201
    assert (made.json()["body"], made.json()["author"]) == ("Said\nso", {"id": olive.pk, "name": "Olive Owner"})
    assert made.json()["edited_at"] is None
    changed = api.send("PATCH", made["Location"], {"body": "Meant", "kind": "decision"}).json()
    assert (changed["body"], changed["kind"], changed["version"]) == ("Meant", "decision", 2)
    assert changed["edited_at"]
    assert api.delete(made["Location"]).status_code == 204
    assert not Note.objects.exists()


def test_notes_are_listed_by_customer_and_kind_newest_first(api, anders, a_customer, olive):
    other = a_customer("Other")
    for customer, kind in ((anders, "comment"), (anders, "meeting"), (anders, "decision"), (other, "meeting")):
        add_note(customer, kind=kind, body=f"About a {kind}", by=olive, at=NOW)

    def kinds(query):
        return [item["kind"] for item in api.get(f"/notes{query}").json()["items"]]

    assert kinds("") == ["meeting", "decision", "meeting", "comment"]
    assert kinds(f"?customer={anders.pk}") == ["decision", "meeting", "comment"]
    assert kinds(f"?customer={anders.pk}&kind=meeting&kind=comment&sort=created_at") == ["comment", "meeting"]
    assert kinds("?search=decis") == ["decision"]


def test_members_change_their_own_notes_and_moderators_everybodys(calls, theo, dana, olive, anders):
    own = add_note(anders, kind="general", body="Mine", by=theo, at=NOW)
    other = add_note(anders, kind="general", body="Hers", by=olive, at=NOW)
    technician, lead = calls(theo), calls(dana)
    assert technician.send("PATCH", f"/notes/{own.pk}", {"body": "Better"}).status_code == 200
    assert technician.send("PATCH", f"/notes/{other.pk}", {"body": "Worse"}).json()["code"] == "permission_denied"
    assert technician.delete(f"/notes/{other.pk}").status_code == 403
    assert lead.send("PATCH", f"/notes/{other.pk}", {"body": "Clear"}).status_code == 200
    assert lead.delete(f"/notes/{own.pk}").status_code == 204


@pytest.mark.parametrize(
    "feature, kind, other", [(Feature.NOTES, "meeting", "comment"), (Feature.COMMENTS, "comment", "meeting")]
)
def test_a_kind_that_is_switched_off_is_neither_written_nor_read(api, anders, olive, feature, kind, other):
    hidden = add_note(anders, kind=kind, body="Hidden", by=olive, at=NOW)
    shown = add_note(anders, kind=other, body="Shown", by=olive, at=NOW)
    switch_feature(olive.organization, feature=feature, is_on=False, by=olive, at=NOW)
    assert [item["id"] for item in api.get("/notes").json()["items"]] == [shown.pk]
    assert api.get(f"/notes/{hidden.pk}").status_code == 404
    assert api.get(f"/notes?kind={kind}").json()["code"] == "feature_disabled"
    refused = api.send("POST", "/notes", {"customer": anders.pk, "kind": kind, "body": "New"})
    assert refused.json()["code"] == "feature_disabled"
    moved = api.send("PATCH", f"/notes/{shown.pk}", {"kind": kind})
    assert moved.json()["code"] == "feature_disabled"


def test_nothing_is_written_about_an_archived_customer(api, anders, olive):
    note = add_note(anders, kind="general", body="Said", by=olive, at=NOW)
    Customer.objects.update(archived_at=NOW)
    for response in (
        api.send("POST", "/notes", {"customer": anders.pk, "body": "More"}),
        api.send("PATCH", f"/notes/{note.pk}", {"body": "More"}),
        api.delete(f"/notes/{note.pk}"),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "customer_archived")


@pytest.mark.parametrize("body", ["", " ", None, "x" * 20_001, "a\x00b"])
def test_a_note_says_something_that_can_be_kept(api, anders, body):
    response = api.send("POST", "/notes", {"customer": anders.pk, "body": body})
    assert [error["field"] for error in response.json()["errors"]] == ["body"]
