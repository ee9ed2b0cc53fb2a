"""Many drafts finalised in one go by a program."""

import pytest

from clientele.background.choices import GaveUp
from clientele.billing.models import Batch, Invoice
from clientele.billing.operations import batches, draft_invoice, issue_batch
from clientele.billing.operations.batches import run_batch
from clientele.kit.tenancy import inside
from tests.cast import NOW

LINE = {"description": "Service", "unit_price": 100}


@pytest.fixture
def drafts(a_customer, olive):
    baker = a_customer("Baker & Co", email="pay@baker.example", address_line1="4 Mill Lane", country="GB")
    return [draft_invoice(customer=baker, lines=lines, by=olive, at=NOW).pk for lines in ([LINE], [], [LINE])]


def work(answer):
    batch = Batch.objects.get(pk=answer.json()["id"])
    run_batch.call(batch.organization_id, batch.pk)


def test_drafts_are_finalised_and_sent_and_the_refused_ones_told(api, drafts):
    answer = api.send("POST", "/invoices/batches", {"invoices": drafts, "send": True})
    begun = answer.json()
    assert (answer.status_code, begun["status"], begun["total"], begun["done"]) == (202, "running", 3, 0)
    work(answer)
    done = api.get(answer["Location"]).json()
    assert (done["status"], done["finalized"], done["sent"], done["refused"], done["done"]) == ("done", 2, 2, 1, 3)
    items = api.get(f"{answer['Location']}/invoices").json()["items"]
    assert [(item["invoice"], item["outcome"], item["code"]) for item in items] == [
        (drafts[0], "sent", ""),
        (drafts[1], "refused", "invoice_empty"),
        (drafts[2], "sent", ""),
    ]
    assert items[1]["reason"] == "This invoice has no lines. Add one first."
    assert api.get("/invoices/batches").json()["items"] == [done]


def test_a_batch_can_be_stopped_once(api, drafts):
    answer = api.send("POST", "/invoices/batches", {"invoices": drafts})
    assert api.post(f"{answer['Location']}/cancel").json()["status"] == "cancelled"
    assert api.post(f"{answer['Location']}/cancel").json()["code"] == "batch_not_running"
    work(answer)
    assert not Invoice.objects.exclude(number="").exists()


def test_a_foreign_or_unknown_invoice_begins_nothing(api, drafts, foreign_customer, otto):
    with inside(otto.organization):
        secret = draft_invoice(customer=foreign_customer, lines=[LINE], by=otto, at=NOW).pk
    for strange in (secret, 2**53 - 1):
        answer = api.send("POST", "/invoices/batches", {"invoices": [*drafts, strange]})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert not Batch.objects.exists()


def test_a_foreign_batch_is_like_an_unknown_one(api, foreign_customer, otto):
    with inside(otto.organization):
        draft_invoice(customer=foreign_customer, lines=[LINE], by=otto, at=NOW)
        secret = issue_batch(Invoice.objects.all(), sends=False, by=otto, at=NOW).pk
    assert api.get(f"/invoices/batches/{secret}").status_code == 404
    assert api.get(f"/invoices/batches/{secret}/invoices").status_code == 404
    assert api.post(f"/invoices/batches/{secret}/cancel").status_code == 404
    assert api.post(f"/invoices/batches/{secret}/resume").status_code == 404
    assert api.get("/invoices/batches").json()["items"] == []


@pytest.mark.parametrize(
    "body", [{}, {"invoices": []}, {"invoices": ["x"]}, {"invoices": [0]}, {"invoices": [1] * 5_001}]
)
def test_what_is_no_list_of_drafts_is_refused_beside_its_field(api, body):
    answer = api.send("POST", "/invoices/batches", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("invoices")


def test_the_same_request_with_a_key_begins_one_batch(api, drafts):
    body, key = {"invoices": drafts}, {"Idempotency-Key": "month-end"}
    first = api.send("POST", "/invoices/batches", body, headers=key)
    again = api.send("POST", "/invoices/batches", body, headers=key)
    assert (again.status_code, again.json()) == (202, first.json())
    assert Batch.objects.count() == 1


def test_who_may_not_edit_invoices_begins_none(calls, theo, drafts):
    assert calls(theo).send("POST", "/invoices/batches", {"invoices": drafts}).status_code == 403
    assert not Batch.objects.exists()


def test_a_failed_batch_says_why_and_is_gone_on_with_once(api, drafts):
    answer = api.send("POST", "/invoices/batches", {"invoices": drafts})
    batches._give_up(GaveUp.PASSING, Batch.objects.get().organization_id, answer.json()["id"])
    failed = api.get(answer["Location"]).json()
    assert (failed["status"], failed["failure"]) == ("failed", "The database could not be reached again and again.")
    resumed = api.post(f"{answer['Location']}/resume").json()
    assert (resumed["status"], resumed["failure"], resumed["finished_at"]) == ("running", "", None)
    assert api.post(f"{answer['Location']}/resume").json()["code"] == "batch_not_failed"
    work(answer)
    assert api.get(answer["Location"]).json()["done"] == 3
