"""From approved work to an invoice, step by step."""

import pytest

from clientele.billing.models import BilledTime, Invoice
from clientele.projects.models import TimeEntry
from tests.cast import NOW, an_active_project

URL = "/brightwater/invoices/from-work/"
PART = {"HX-Request": "true", "HX-Target": "picks"}


@pytest.fixture
def office(sign_in, dana):
    return sign_in(dana)


@pytest.fixture
def begin(office, anders):
    """Completes the setup; answers the address of the selection."""

    def make(*projects, client=office, **given):
        values = {
            "customer": anders.pk,
            "projects": [project.pk for project in projects],
            "format": "detailed",
            "summed_by": "billing_code",
            "parts": ["time", "expenses", "fees"],
            "issued_on": "2026-11-20",
        }
        answer = client.post(URL, {**values, **given})
        assert answer.status_code == 303, text(answer)
        return answer["Location"].rsplit("/", 2)[0] + "/"

    return make


def text(response) -> str:
    return response.content.decode()


def review(office, where, do, **more):
    """What the review's form sends when a button is pressed."""
    page = text(office.get(f"{where}review/"))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    key = page.split('name="idempotency_key" value="')[1].split('"')[0]
    return {"do": do, "seen": seen, "idempotency_key": key, "recipient": "office@andersbakery.example", **more}


def through(office, where):
    """Everything ticked, up to the review."""
    assert office.post(f"{where}time/", {"do": "next"})["Location"] == f"{where}costs/"
    assert office.post(f"{where}costs/", {"do": "next"})["Location"] == f"{where}review/"
    return where


def ids(*rows) -> str:
    return ",".join(str(row.pk) for row in rows)


def test_it_begins_with_a_customer_or_a_project(office, anders, boiler, some_time):
    some_time(90)
    assert office.get(URL)["Location"].startswith("/brightwater/invoices/new/")
    for query in (f"?customer={anders.pk}", f"?project={boiler.pk}"):
        page = text(office.get(URL + query))
        assert "New boiler (1:30 h)" in page
        assert f'value="{boiler.pk}"' in page
    assert office.get(URL + "?customer=999999").status_code == 404
    assert "From approved work" in text(office.get("/brightwater/invoices/new/"))
    assert "Choose whom it is for." in text(office.get("/brightwater/invoices/new/?find="))


def test_the_setup_wants_a_project_days_in_order_and_one_currency(office, anders, boiler):
    paris = an_active_project(anders, "Paris", currency="EUR")
    given = {"customer": anders.pk, "format": "summary", "summed_by": "member", "parts": ["time"]}
    assert "Choose at least one project." in text(office.post(URL, given))
    both = {**given, "projects": [boiler.pk, paris.pk], "since": "2026-11-02", "until": "2026-11-01"}
    answer = office.post(URL, both)
    assert answer.status_code == 422
    assert "These are in EUR and GBP. An invoice has one currency." in text(answer)
    assert "The period ends before it starts." in text(answer)


def test_all_is_ticked_at_the_start_and_the_totals_follow_the_ticks(office, begin, boiler, some_time):
    first, second = some_time(60), some_time(30)
    where = begin(boiler) + "time/"
    page = text(office.get(where))
    assert page.count('name="pick"') == page.count(" checked") == 2
    assert "£135.00" in page
    sent = {"shown": ids(first, second), "pick": [second.pk], "do": "totals"}
    part = text(office.post(where, sent, headers=PART))
    assert "<html" not in part
    assert "£45.00" in part
    assert office.post(where, sent).status_code == 303
    assert "1 of 2" in text(office.get(where))
    assert not Invoice.objects.exists()


def test_a_group_is_ticked_and_unticked_whole(office, begin, boiler, some_time, theo):
    some_time(60), some_time(30)
    where = begin(boiler) + "time/"
    for word, count in (("none", 0), ("all", 2)):
        office.post(where, {"do": f"{word}-{boiler.pk}-{theo.pk}", "shown": ""})
        assert text(office.get(where)).count(" checked") == count


def test_thousands_are_shown_a_hundred_at_a_time_at_the_same_price(
    office, begin, boiler, some_time, django_assert_max_num_queries
):
    entry = some_time(10)
    values = {name: getattr(entry, name) for name in ("organization", "project", "member", "day", "rate", "status")}
    rows = [TimeEntry(minutes=10, created_at=NOW, updated_at=NOW, **values) for _ in range(2_000)]
    TimeEntry.objects.bulk_create(rows)
    long = begin(boiler, parts=["time"])
    refused = text(office.post(f"{long}time/", {"do": "next"}))
    assert "An invoice has at most 1,000 lines. Go back and choose a summary or a shorter period." in refused
    where = begin(boiler, format="summary") + "time/"
    with django_assert_max_num_queries(12):
        page = text(office.get(where))
    assert page.count('name="pick"') == 100
    assert "2,001 of 2,001" in page
    left = page.split('name="shown" value="')[1].split('"')[0]
    answer = office.post(where, {"shown": left, "do": "page-2"})
    second = text(office.get(answer["Location"]))
    assert "1,901 of 2,001" in second
    assert "101–200 of 2,001" in second
    assert text(office.get(where)).count(" checked") == 0
    office.post(where, {"shown": "", "do": "next"})
    office.post(where.replace("time", "costs"), {"shown": "", "do": "next"})
    made = office.post(where.replace("time", "review"), review(office, where.replace("time/", ""), "draft"))
    assert made.status_code == 303
    assert BilledTime.objects.count() == 1_901
