import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clientele.accounts.choices import Feature
from clientele.accounts.operations.organization import switch_feature
from clientele.customers.models import Customer
from clientele.exchange.models import Import
from clientele.exchange.operations.running import run_import
from tests.cast import NOW

GOOD = "Customer,Email\nAnders & Sons Bakery,office@andersbakery.example\nNew Bakery,\n"
MIXED = GOOD + "Wrong,nobody\n"


def upload(program, text, name="customers.csv", **options):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return program.post("/customers/import", {"file": file, **options})


def work(answer):
    batch = Import.objects.get(pk=answer.json()["id"])
    run_import.call(batch.organization_id, batch.pk)


def test_a_file_is_imported_and_its_progress_read(api, anders):
    answer = upload(api, GOOD)
    assert (answer.status_code, answer.json()["status"], answer.json()["rows"]) == (201, "running", 2)
    assert [column["field"] for column in answer.json()["columns"]] == ["name", "email"]
    work(answer)
    done = api.get(answer["Location"]).json()
    assert (done["status"], done["created"], done["unchanged"], done["done"]) == ("done", 1, 1, 2)
    assert Customer.objects.count() == 2
    assert api.get("/imports").json()["items"] == [done]


def test_refused_rows_are_left_out_and_listed_with_their_reason(api):
    answer = upload(api, MIXED)
    work(answer)
    assert api.get(answer["Location"]).json()["refused"] == 1
    rows = api.get(f"{answer['Location']}/refusals").json()
    assert [(row["row"], row["name"]) for row in rows["items"]] == [(4, "Wrong")]
    assert "nobody" in rows["items"][0]["reason"]


def test_a_file_can_be_looked_at_first_read_otherwise_and_then_started(api):
    answer = upload(api, MIXED, start="false", mode="all_or_nothing")
    where = answer["Location"]
    checked = answer.json()
    assert (checked["status"], checked["refused"], checked["mode"]) == ("checked", 1, "all_or_nothing")
    refused = api.send("POST", f"{where}/start", {})
    assert (refused.status_code, refused.json()["code"]) == (422, "import_has_refusals")
    changed = api.send("PATCH", where, {"mapping": ["name", ""]}).json()
    assert (changed["refused"], changed["created"]) == (0, 3)
    assert api.send("POST", f"{where}/start", {"mode": "good_rows"}).json()["status"] == "running"
    assert api.send("POST", f"{where}/start", {}).json()["code"] == "import_started"
    assert api.post(f"{where}/cancel").json()["status"] == "cancelled"
    assert api.post(f"{where}/cancel").json()["code"] == "import_not_running"


def test_what_was_only_looked_at_can_be_dropped(api):
    answer = upload(api, GOOD, start="false")
    assert api.delete(answer["Location"]).status_code == 204
    assert not Import.objects.exists()


def test_all_or_nothing_is_not_started_where_a_row_is_refused(api):
    assert upload(api, MIXED, mode="all_or_nothing").json()["status"] == "checked"
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    "content, code", [(b"", "file_empty"), (b"%PDF-1.7", "file_unreadable"), (b"PK\x03\x04x", "file_damaged")]
)
def test_a_file_that_is_no_table_is_refused(api, content, code):
    answer = upload(api, content)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["file"]


def test_what_is_not_known_or_not_there_is_refused(api):
    assert [error["field"] for error in upload(api, GOOD, nonsense="1").json()["errors"]] == ["nonsense"]
    assert [error["field"] for error in upload(api, GOOD, mode="some").json()["errors"]] == ["mode"]
    missing = api.post("/customers/import", {"mode": "good_rows"})
    assert [error["field"] for error in missing.json()["errors"]] == ["file"]
    assert api.send("POST", "/customers/import", {}).json()["code"] == "unsupported_media_type"
    wrong = api.send("PATCH", upload(api, GOOD, start="false")["Location"], {"mapping": ["name", "nonsense"]})
    assert [error["field"] for error in wrong.json()["errors"]] == ["mapping"]


def test_the_same_file_with_the_same_key_is_taken_once(api):
    key = {"Idempotency-Key": "file-1"}
    for _ in range(2):
        file = SimpleUploadedFile("customers.csv", GOOD.encode())
        answer = api.post("/customers/import", {"file": file, "start": "false"}, headers=key)
        assert answer.status_code == 201
    assert answer["Idempotent-Replayed"] == "true"
    other = SimpleUploadedFile("customers.csv", MIXED.encode())
    refused = api.post("/customers/import", {"file": other, "start": "false"}, headers=key)
    assert refused.json()["code"] == "idempotency_key_reused"
    assert Import.objects.count() == 1


def test_who_may_not_import_does_not(api, calls, theo, olive):
    assert upload(calls(theo), GOOD).json()["code"] == "permission_denied"
    assert calls(theo).get("/imports").json()["code"] == "permission_denied"
    switch_feature(olive.organization, feature=Feature.IMPORT, is_on=False, by=olive, at=NOW)
    assert upload(api, GOOD).json()["code"] == "feature_disabled"
