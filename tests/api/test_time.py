import pytest

from clientele.accounts.choices import Feature
from clientele.accounts.operations.organization import switch_feature
from clientele.billing.models import BilledTime
from clientele.billing.operations import Work, draft_from_work, finalise_invoice
from clientele.projects.models import Expense, TimeEntry
from tests.cast import NOW


@pytest.fixture
def write(calls, theo, renewal):
    program = calls(theo)

    def send(minutes=90, **values):
        return program.send(
            "POST", "/time-entries", {"project": renewal.pk, "date": "2026-11-20", "minutes": minutes, **values}
        )

    return send


def test_time_is_written_corrected_and_removed(api, renewal, olive):
    given = {"project": renewal.pk, "date": "2026-11-20", "minutes": 90, "description": "Flushed\r\nit "}
    made = api.send("POST", "/time-entries", given)
    assert made.status_code == 201
    shown = made.json()
    assert (shown["minutes"], shown["description"], shown["user"]) == (90, "Flushed\nit", olive.pk)
    assert (shown["billable"], shown["rate"], shown["currency"], shown["status"]) == (True, "60.00", "GBP", "open")
    changed = api.send("PATCH", made["Location"], {"minutes": 75, "billable": False}).json()
    assert (changed["minutes"], changed["billable"], changed["version"]) == (75, False, 2)
    stale = api.send("PATCH", made["Location"], {"minutes": 5}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["minutes"]) == (409, 75)
    assert api.delete(made["Location"]).status_code == 204
    assert not TimeEntry.objects.exists()


@pytest.mark.parametrize("values", [{"minutes": 0}, {"minutes": 1441}, {"minutes": "90"}, {"date": "20 Nov"}, {"x": 1}])
def test_what_is_no_time_is_refused_beside_its_field(write, values):
    answer = write(**values)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == list(values)


def test_a_day_that_is_full_is_refused(write):
    assert write(1440).status_code == 201
    answer = write(1)
    assert (answer.status_code, answer.json()["code"]) == (409, "day_is_full")
    assert [error["field"] for error in answer.json()["errors"]] == ["minutes"]


def test_one_sees_ones_own_and_who_approves_sees_everybodys(write, calls, api, theo, dana):
    entry = write().json()["id"]
    api.send("POST", "/time-entries", {"project": 1, "date": "2026-11-20", "minutes": 1})
    other = calls(dana).send("POST", "/time-entries", {"project": 0, "date": "2026-11-20", "minutes": 1})
    assert other.status_code == 422
    assert [item["id"] for item in calls(theo).get("/time-entries").json()["items"]] == [entry]
    assert [item["id"] for item in calls(dana).get(f"/time-entries?member={theo.pk}").json()["items"]] == [entry]
    assert calls(dana).get(f"/time-entries?member={dana.pk}").json()["items"] == []
    assert calls(theo).get("/time-entries?status=submitted&date_from=2026-11-01").json()["count"] == 0


def test_who_approves_writes_for_others_and_nobody_else_does(calls, renewal, theo, dana):
    given = {"project": renewal.pk, "date": "2026-11-20", "minutes": 5}
    made = calls(dana).send("POST", "/time-entries", {**given, "user": theo.pk})
    assert made.json()["user"] == theo.pk
    assert calls(theo).send("POST", "/time-entries", {**given, "user": dana.pk}).status_code == 403


def test_time_is_submitted_rejected_and_approved(write, calls, theo, dana):
    first, second = (write(minutes).json()["id"] for minutes in (10, 20))
    mine, lead = calls(theo), calls(dana)
    assert mine.send("POST", "/time-entries/submit", {"ids": [first, second]}).json() == {"changed": 2}
    refused = mine.send("PATCH", f"/time-entries/{first}", {"minutes": 5})
    assert (refused.status_code, refused.json()["code"]) == (409, "time_submitted")
    rejected = lead.send("POST", f"/time-entries/{first}/reject", {"reason": "Which boiler?"})
    assert (rejected.json()["status"], rejected.json()["reason"]) == ("rejected", "Which boiler?")
    assert lead.send("POST", "/time-entries/approve", {"ids": [first, second]}).json()["code"] == "time_not_submitted"
    assert lead.post(f"/time-entries/{second}/approve").json()["status"] == "approved"
    assert mine.post(f"/time-entries/{second}/approve").status_code == 403
    assert mine.post(f"/time-entries/{first}/submit").json()["status"] == "submitted"
    assert lead.send("POST", "/time-entries/reject", {"ids": [first, 999_999], "reason": "No"}).status_code == 404


def test_expenses_go_the_same_way(calls, renewal, theo, dana):
    mine, lead = calls(theo), calls(dana)
    given = {"project": renewal.pk, "date": "2026-11-20", "category": "travel", "amount": "12.50"}
    made = mine.send("POST", "/expenses", given)
    assert (made.json()["amount"], made.json()["currency"]) == ("12.50", "GBP")
    assert mine.send("POST", "/expenses", {**given, "currency": "EUR"}).json()["code"] == "currency_differs"
    assert mine.send("POST", "/expenses", {**given, "amount": "1.005"}).status_code == 422
    pk = made.json()["id"]
    assert mine.send("PATCH", f"/expenses/{pk}", {"amount": "14"}).json()["amount"] == "14.00"
    assert mine.post(f"/expenses/{pk}/submit").json()["status"] == "submitted"
    assert lead.send("POST", f"/expenses/{pk}/reject", {"reason": "No receipt"}).json()["status"] == "rejected"
    assert mine.send("POST", "/expenses/submit", {"ids": [pk]}).json() == {"changed": 1}
    assert lead.send("POST", "/expenses/approve", {"ids": [pk]}).json() == {"changed": 1}
    assert mine.delete(f"/expenses/{pk}").json()["code"] == "expense_submitted"
    assert lead.send("POST", "/expenses/reject", {"ids": [pk], "reason": "Twice"}).json() == {"changed": 1}
    assert mine.delete(f"/expenses/{pk}").status_code == 204
    assert not Expense.objects.exists()


def test_the_timer_is_started_stopped_and_discarded(calls, renewal, theo):
    mine = calls(theo)
    assert mine.get("/timer").json()["running"] is False
    started = mine.send("POST", "/timer", {"project": renewal.pk, "description": "Flushing"})
    assert (started.json()["running"], started.json()["project"]) == (True, renewal.pk)
    (entry,) = mine.send("POST", "/timer/stop", {}).json()["entries"]
    assert (entry["minutes"], entry["description"]) == (1, "Flushing")
    assert mine.send("POST", "/timer/stop", {}).json()["code"] == "no_timer"
    mine.send("POST", "/timer", {"project": renewal.pk})
    assert mine.delete("/timer").status_code == 204
    assert TimeEntry.objects.count() == 1


def test_without_the_feature_there_is_no_time(api, olive):
    switch_feature(olive.organization, feature=Feature.TIME, is_on=False, by=olive, at=NOW)
    for path in ("/time-entries", "/expenses", "/timer"):
        assert (api.get(path).status_code, api.get(path).json()["code"]) == (403, "feature_disabled")


@pytest.mark.parametrize("number", [1, 6])
def test_a_list_asks_the_database_the_same_number_of_times(api, write, number, django_assert_num_queries):
    for _ in range(number):
        write(5)
    api.get("/time-entries")
    with django_assert_num_queries(4):
        api.get("/time-entries")


def test_what_an_invoice_bills_names_its_line_and_stays_once_that_is_final(write, calls, renewal, theo, dana, olive):
    entry = write().json()["id"]
    mine, lead = calls(theo), calls(dana)
    assert mine.get(f"/time-entries/{entry}").json()["invoice_line"] is None
    mine.post(f"/time-entries/{entry}/submit")
    draft = draft_from_work(renewal, work=Work(), by=olive, at=NOW)
    shown = mine.get(f"/time-entries/{entry}").json()
    assert (shown["invoice_line"], shown["invoiced"]) == (BilledTime.objects.get().line_id, False)
    finalise_invoice(draft, by=olive, at=NOW)
    shown = mine.get(f"/time-entries/{entry}").json()
    assert (shown["invoiced"], shown["status"]) == (True, "submitted")
    refused = lead.send("POST", f"/time-entries/{entry}/reject", {"reason": "Late"})
    assert (refused.status_code, refused.json()["code"]) == (409, "time_locked")


def test_what_stands_on_a_draft_may_still_be_rejected_and_removed(write, calls, renewal, theo, dana, olive):
    entry = write().json()["id"]
    mine, lead = calls(theo), calls(dana)
    mine.post(f"/time-entries/{entry}/submit")
    draft_from_work(renewal, work=Work(), by=olive, at=NOW)
    assert lead.send("POST", f"/time-entries/{entry}/reject", {"reason": "Twice"}).status_code == 200
    assert mine.delete(f"/time-entries/{entry}").status_code == 204
