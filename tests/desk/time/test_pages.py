"""The day, the month, expenses, approvals and the report."""

from datetime import date, timedelta

import pytest

from clientele.billing.operations import Work, draft_from_work
from clientele.projects.models import Expense, TimeEntry, Timer
from clientele.projects.operations import add_expense, add_time, submit_expenses, submit_time
from tests.cast import NOW, an_active_project

DAY = date(2026, 11, 20)
TIME = "/brightwater/time"


@pytest.fixture
def page(sign_in, theo):
    return sign_in(theo)


@pytest.fixture
def office(sign_in, dana):
    return sign_in(dana)


def written(project, by, minutes=90, day=DAY, **values) -> TimeEntry:
    return add_time(values={"project": project, "day": day, "minutes": minutes, **values}, by=by, at=NOW)


def spent(project, by, amount="12.50") -> Expense:
    values = {"project": project, "day": DAY, "category": "travel", "amount": amount}
    return add_expense(values=values, by=by, at=NOW)


def text(response) -> str:
    return response.content.decode()


def test_a_day_lists_its_entries_with_their_sum(page, renewal, theo):
    written(renewal, theo, description="Flushed")
    written(renewal, theo, 30, is_billable=False)
    html = text(page.get(f"{TIME}/day/?day=2026-11-20"))
    assert "Flushed" in html
    assert "2:00 in all" in html
    assert "Not billable" in html
    assert f"/timer/start/?row={renewal.pk}-0" in html


def test_an_entry_is_written_changed_and_removed_in_dialogs(page, renewal):
    given = {"place": f"{renewal.pk}-0", "day": "2026-11-20", "minutes": "1h 30m", "description": "Flushed"}
    answer = page.post(f"{TIME}/new/", given)
    assert answer["Location"] == f"{TIME}/day/?day=2026-11-20"
    entry = TimeEntry.objects.get()
    assert (entry.minutes, entry.is_billable) == (90, True)
    assert 'value="1:30"' in text(page.get(f"{TIME}/{entry.pk}/"))
    changed = {**given, "minutes": "2", "unpaid": "on", "version": 1}
    assert page.post(f"{TIME}/{entry.pk}/", changed).status_code == 303
    entry.refresh_from_db()
    assert (entry.minutes, entry.is_billable) == (120, False)
    assert page.post(f"{TIME}/{entry.pk}/removal/", {"version": 1}).status_code == 409
    assert page.post(f"{TIME}/{entry.pk}/removal/", {"version": 2}).status_code == 303
    assert not TimeEntry.objects.exists()


def test_a_refused_entry_keeps_what_was_typed(page, renewal):
    given = {"place": f"{renewal.pk}-0", "day": "2026-11-20", "minutes": "25", "description": "All <night>"}
    answer = page.post(f"{TIME}/new/", given)
    assert answer.status_code == 422
    assert "A day has 24 hours." in text(answer)
    assert "All &lt;night&gt;" in text(answer)


def test_somebody_elses_entry_is_not_found_without_the_right_to_approve(page, office, renewal, dana, theo):
    entry = written(renewal, dana)
    assert page.get(f"{TIME}/{entry.pk}/").status_code == 404
    assert office.get(f"{TIME}/{written(renewal, theo).pk}/").status_code == 200


def test_a_month_shows_one_persons_days_in_one_query(page, office, renewal, theo, dana, django_assert_max_num_queries):
    for day in (3, 4, 20):
        written(renewal, theo, day=date(2026, 11, day))
    url = f"{TIME}/month/?month=2026-11"
    assert "4:30 in all" in text(page.get(url))
    with django_assert_max_num_queries(5):  # session, person, memberships, the month, the timer
        page.get(url)
    assert "4:30 in all" in text(office.get(f"{url}&member={theo.pk}"))
    assert page.get(f"{url}&member={dana.pk}").status_code == 404
    assert page.get(f"{TIME}/month/?month=soon").status_code == 400


def test_expenses_are_added_and_submitted(page, renewal):
    given = {"project": renewal.pk, "day": "2026-11-20", "category": "travel", "amount": "12,50"}
    assert page.post(f"{TIME}/expenses/new/", given).status_code == 303
    expense = Expense.objects.get()
    assert "£12.50" in text(page.get(f"{TIME}/expenses/"))
    assert page.post(f"{TIME}/expenses/{expense.pk}/", {**given, "amount": "14", "version": 1}).status_code == 303
    refused = page.post(f"{TIME}/expenses/new/", {**given, "amount": "0"})
    assert (refused.status_code, "Enter more than nothing." in text(refused)) == (422, True)
    assert page.post(f"{TIME}/expenses/submission/").status_code == 303
    expense.refresh_from_db()
    assert (expense.status, expense.amount) == ("submitted", 14)
    assert page.post(f"{TIME}/expenses/{expense.pk}/removal/").status_code == 409


def test_a_week_is_approved_and_single_entries_are_rejected_with_a_reason(office, renewal, theo):
    first, second, third = (written(renewal, theo, minutes) for minutes in (10, 20, 30))
    submit_time([first, second, third], by=theo, at=NOW)
    html = text(office.get(f"{TIME}/approvals/"))
    assert "Theo Technician" in html
    assert "1:00" in html
    asked = office.post(f"{TIME}/approvals/rejection/", {"kind": "time", "entry": [first.pk]})
    assert "Reject 1 entry" in text(asked)
    missing = office.post(f"{TIME}/approvals/rejection/", {"kind": "time", "entries": first.pk, "reason": " "})
    assert (missing.status_code, "Say why" in text(missing)) == (422, True)
    office.post(f"{TIME}/approvals/rejection/", {"kind": "time", "entries": first.pk, "reason": "Which?"})
    office.post(f"{TIME}/approvals/approval/", {"kind": "time", "entries": f"{second.pk},{third.pk}"})
    statuses = TimeEntry.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["rejected", "approved", "approved"]


def test_every_week_that_waits_is_approved_in_one_go(office, renewal, theo, dana):
    rows = [written(renewal, theo), written(renewal, theo, day=date(2026, 11, 10)), written(renewal, dana)]
    submit_time(rows, by=theo, at=NOW)
    html = text(office.get(f"{TIME}/approvals/"))
    assert "3 weeks wait, 4:30 in all." in html
    button = html[: html.index("Approve all 3 entries")].rpartition("<button")[2]
    entries = button.partition('value="')[2].partition('"')[0]
    assert office.post(f"{TIME}/approvals/approval/", {"kind": "time", "entries": entries}).status_code == 303
    assert set(TimeEntry.objects.values_list("status", flat=True)) == {"approved"}
    assert "Approve all" not in text(office.get(f"{TIME}/approvals/"))


@pytest.mark.parametrize("given, status", [("999999", 404), ("x", 400), ("1,x", 400)])
def test_what_is_not_there_is_not_approved(office, renewal, given, status):
    answer = office.post(f"{TIME}/approvals/approval/", {"kind": "time", "entries": given})
    assert answer.status_code == status


def test_expenses_are_approved_beside_time(office, renewal, theo):
    expense = spent(renewal, theo)
    submit_expenses([expense], by=theo, at=NOW)
    assert "£12.50" in text(office.get(f"{TIME}/approvals/?kind=expenses"))
    office.post(f"{TIME}/approvals/approval/", {"kind": "expenses", "entry": [expense.pk]})
    expense.refresh_from_db()
    assert expense.status == "approved"


@pytest.mark.parametrize("people", [1, 3])
def test_the_queue_asks_the_same_number_of_times(office, renewal, request, people, django_assert_max_num_queries):
    for member in map(request.getfixturevalue, ("theo", "dana", "olive")[:people]):
        submit_time([written(renewal, member, 5) for _ in range(4)], by=member, at=NOW)
    office.get(f"{TIME}/approvals/")
    with django_assert_max_num_queries(5):
        office.get(f"{TIME}/approvals/")


def test_hours_are_reported_by_project_and_person_and_as_a_file(page, office, renewal, anders, theo, dana):
    training = an_active_project(anders, "Training", kind="internal")
    written(renewal, theo)
    written(training, theo, 30)
    written(renewal, dana, 60)
    query = "?from=2026-11-01&to=2026-11-30"
    assert "3:00 in all, 2:30 billable" in text(office.get(f"{TIME}/report/{query}"))
    assert "2:00 in all, 1:30 billable" in text(page.get(f"{TIME}/report/{query}"))
    lines = b"".join(office.get(f"{TIME}/report.csv{query}")).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Customer,Project,Person,Hours")
    assert "Anders & Sons Bakery,Boiler renewal,Theo Technician,1:30,1:30,90,90" in lines
    assert "Anders & Sons Bakery,Training,Theo Technician,0:30,0:00,30,0" in lines


def test_a_timer_is_started_and_stopped_without_a_script(page, renewal):
    given = {"place": f"{renewal.pk}-0", "description": "Flushing"}
    assert page.post(f"{TIME}/timer/start/", given).status_code == 303
    assert "Boiler renewal" in text(page.get("/brightwater/customers/"))
    assert page.post(f"{TIME}/timer/stop/").status_code == 303
    assert TimeEntry.objects.get().description == "Flushing"
    assert page.post(f"{TIME}/timer/stop/").status_code == 303
    assert page.post(f"{TIME}/timer/discarding/").status_code == 409


def test_a_timer_that_takes_the_place_of_another_says_what_became_of_that(page, renewal, anders, theo):
    service = an_active_project(anders, "Annual service")
    page.post(f"{TIME}/timer/start/", {"place": f"{renewal.pk}-0"})
    assert page.post(f"{TIME}/timer/start/", {"place": f"{service.pk}-0"}).status_code == 303
    told = "The timer runs on Annual service. What it measured on Boiler renewal is written down."
    assert told in text(page.get("/brightwater/customers/"))
    Timer.objects.update(started_at=Timer.objects.get().started_at - timedelta(days=2))
    answer = page.post(f"{TIME}/timer/start/", {"place": f"{renewal.pk}-0"})
    assert answer.status_code == 409
    assert "The timer ran for more than a day." in text(answer)
    assert "Stop it first" in text(answer)
    assert Timer.objects.get().project == service


def test_a_project_shows_its_time_and_expenses(page, office, renewal, theo, dana):
    written(renewal, theo)
    written(renewal, dana, 60)
    spent(renewal, dana)
    url = f"/brightwater/projects/{renewal.pk}/time/"
    assert "2:30 in all" in text(office.get(url))
    assert "£12.50 in all" in text(office.get(url))
    assert "1:30 in all" in text(page.get(url))
    assert "£12.50" not in text(page.get(url))


def test_two_projects_of_one_name_are_told_apart_by_their_customers(office, a_customer, anders, dana):
    for customer in (anders, a_customer("Quay Street Dental")):
        written(an_active_project(customer, "Annual service"), dana)
    html = text(office.get(f"{TIME}/report/?from=2026-11-01&to=2026-11-30"))
    assert "Annual service, Quay Street Dental" in html
    assert "Annual service, Anders &amp; Sons Bakery" in html


def test_approvals_say_what_is_on_an_invoice_already(office, renewal, theo, olive):
    submit_time([written(renewal, theo)], by=theo, at=NOW)
    draft = draft_from_work(renewal, work=Work(), by=olive, at=NOW)
    html = text(office.get(f"{TIME}/approvals/"))
    assert "On a draft invoice" in html
    assert f'href="/brightwater/invoices/{draft.pk}/"' in html
