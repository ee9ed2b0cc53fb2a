"""Invoices of work: several projects on one, fixed fees that cover time, previews, and sending at once."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from clientele.billing.models import BilledTime, Delivery, Invoice, Line
from clientele.billing.operations import Work, draft_from_work, issue_from_work, preview_work
from clientele.billing.queries import pieces_of_time, waiting_of, waiting_on
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.tenancy import inside
from clientele.projects.models import TimeEntry
from clientele.trail.models import Entry
from tests.cast import NOW, an_active_project

FEE = {"description": "Survey", "unit": "lump_sum", "unit_price": Decimal(500)}


def described(invoice):
    return list(Line.objects.filter(invoice=invoice).order_by("position").values_list("description", "net"))


def test_work_of_two_projects_comes_on_one_invoice_that_says_which(some_time, an_expense, boiler, anders, olive, theo):
    other = an_active_project(anders, "Radiators")
    some_time(60)
    given = {"minutes": 30, "rate": Decimal(60), "status": "approved", "day": NOW.date()}
    values = {"organization": anders.organization, "project": other, "member": theo}
    entry = TimeEntry.objects.create(created_at=NOW, updated_at=NOW, **given, **values)
    an_expense("12.40")
    draft = draft_from_work(boiler, work=Work(beside=(other,)), by=olive, at=NOW)
    assert described(draft) == [
        ("New boiler", Decimal(90)),
        ("Radiators", Decimal(30)),
        ("New boiler: Travel", Decimal("12.40")),
    ]
    assert (draft.project, entry.pk in BilledTime.objects.values_list("entry", flat=True)) == (None, True)


def test_projects_of_two_customers_or_currencies_are_refused(boiler, anders, a_customer, olive):
    for other in (an_active_project(a_customer("Quay"), "Chairs"), an_active_project(anders, "Paris", currency="EUR")):
        with pytest.raises(Refusal, match="differ in customer or currency"):
            draft_from_work(boiler, work=Work(beside=(other,), fees=(FEE,)), by=olive, at=NOW)


def test_a_fixed_fee_covers_time_without_counting_it(some_time, boiler, olive):
    entry = some_time(90)
    with pytest.raises(Refusal, match="Write down the fee"):
        draft_from_work(boiler, work=Work(is_covered=True), by=olive, at=NOW)
    draft = draft_from_work(boiler, work=Work(is_covered=True, fees=(FEE,)), by=olive, at=NOW)
    assert described(draft) == [("Survey", Decimal(500))]
    assert BilledTime.objects.get().entry == entry


def test_a_preview_says_what_the_draft_will_and_saves_nothing(some_time, an_expense, boiler, olive):
    some_time(20)
    an_expense("12.40")
    work = Work(fees=(FEE,))
    seen = preview_work(boiler, work=work, by=olive, at=NOW)
    assert [model.objects.count() for model in (Invoice, Line, BilledTime)] == [0, 0, 0]
    draft = draft_from_work(boiler, work=work, by=olive, at=NOW)
    assert [(line.description, line.net) for line in seen.lines] == described(draft)
    assert (seen.sums.total, seen.invoice.due_on) == (draft.total, draft.due_on)


def test_work_is_drafted_finalised_and_sent_in_one_step_or_not_at_all(some_time, boiler, olive, anders):
    entry = some_time(60)
    told = Entry.objects.count()
    with pytest.raises(Refusal, match="is not an email address"):
        issue_from_work(boiler, work=Work(), recipient="nobody", by=olive, at=NOW)
    assert [model.objects.count() for model in (Invoice, BilledTime, Delivery)] == [0, 0, 0]
    assert Entry.objects.count() == told
    final = issue_from_work(boiler, work=Work(), by=olive, at=NOW)
    entry.refresh_from_db()
    assert (final.number, Delivery.objects.get().recipient) == ("INV-2026-0001", "office@andersbakery.example")
    assert entry.is_locked


def test_what_waits_is_counted_by_project(some_time, an_expense, boiler, anders, olive):
    idle = an_active_project(anders, "Idle")
    some_time(60)
    first = some_time(30)
    an_expense("12.40")
    found = {each.project: each for each in waiting_of(anders)}
    assert (found[boiler].entries, found[boiler].minutes, found[boiler].spent) == (2, 90, Decimal("12.40"))
    assert not found[idle].is_any
    draft_from_work(boiler, work=Work(time=[first.pk], expenses=[]), by=olive, at=NOW)
    assert (waiting_on(boiler).entries, [piece.minutes for piece in pieces_of_time([boiler], None, None)]) == (1, [60])


@pytest.mark.django_db(transaction=True)
def test_two_who_invoice_the_same_work_at_once_get_one_invoice_and_one_refusal(
    organization, some_time, an_expense, boiler, olive
):
    entries = [some_time(30).pk for _ in range(12)]
    work = Work(time=entries, expenses=[an_expense("9.00").pk])

    def draft(_):
        try:
            with inside(organization):
                return draft_from_work(boiler, work=work, by=olive, at=NOW).pk
        except Conflict as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(draft, range(4)))
    assert sorted(map(str, told)) == [str(Invoice.objects.get().pk), *["work_taken"] * 3]
    assert (Line.objects.count(), BilledTime.objects.count()) == (13, 12)
    assert Entry.objects.filter(name="billing.invoice_created").count() == 1
