from datetime import date
from decimal import Decimal

import pytest

from clientele.billing.models import BilledTime, Invoice, Line
from clientele.billing.operations import (
    Work,
    credit_invoice,
    delete_draft,
    draft_from_work,
    finalise_invoice,
    set_lines,
    void_invoice,
)
from clientele.billing.queries import billable_expenses, billable_time
from clientele.kit.refusals import Conflict
from clientele.projects.models import BillingCode, TimeEntry
from tests.billing.conftest import HOUR
from tests.cast import NOW


def lines_of(draft):
    rows = Line.objects.filter(invoice=draft).order_by("position")
    return [(row.description, row.quantity, row.unit_price, row.net) for row in rows]


def test_a_detailed_invoice_has_a_line_of_each_entry(some_time, an_expense, boiler, olive):
    some_time(20, description="Looked at\nthe boiler")
    some_time(90, rate=None)
    an_expense("12.40", description="Train")
    fee = {"description": "Call-out", "quantity": Decimal(1), "unit_price": Decimal(50)}
    draft = draft_from_work(boiler, work=Work(fees=(fee,)), by=olive, at=NOW)
    assert lines_of(draft) == [
        ("New boiler", Decimal("0.333333"), Decimal(90), Decimal(30)),
        ("New boiler", Decimal("1.5"), Decimal(0), Decimal(0)),
        ("Travel", Decimal(1), Decimal("12.40"), Decimal("12.40")),
        ("Call-out", Decimal(1), Decimal(50), Decimal(50)),
    ]
    assert Line.objects.order_by("position").first().detail == "3 Nov 2026, Theo Technician: Looked at the boiler"
    assert (draft.project, draft.served_from, draft.served_to) == (boiler, date(2026, 11, 3), date(2026, 11, 4))
    assert (list(billable_time(boiler)), list(billable_expenses(boiler))) == ([], [])


def test_a_summary_adds_up_by_billing_code_or_person_and_rate(some_time, boiler, olive):
    code = BillingCode.objects.create(
        organization=boiler.organization, project=boiler, name="Advice", name_key="advice", hourly_rate=Decimal(120)
    )
    some_time(30)
    some_time(45)
    some_time(60, billing_code=code, rate=Decimal(120))
    draft = draft_from_work(boiler, work=Work(is_detailed=False), by=olive, at=NOW)
    assert lines_of(draft) == [
        ("Advice", Decimal(1), Decimal(120), Decimal(120)),
        ("New boiler", Decimal("1.25"), Decimal(90), Decimal("112.50")),
    ]
    delete_draft(draft, by=olive, at=NOW)
    draft = draft_from_work(boiler, work=Work(is_detailed=False, summed_by="member"), by=olive, at=NOW)
    assert [row[0] for row in lines_of(draft)] == ["Theo Technician"] * 2


def test_only_what_can_be_billed_is_taken(some_time, an_expense, boiler):
    wanted = [some_time(1), some_time(2, status="submitted")]
    for values in (
        {"status": "open"},
        {"status": "rejected", "reason": "No"},
        {"is_billable": False},
        {"currency": "EUR"},
        {"locked_at": NOW},
    ):
        some_time(9, **values)
    expense = an_expense("1")
    an_expense("2", status="submitted")
    assert list(billable_time(boiler)) == wanted
    assert list(billable_time(boiler, since=date(2026, 11, 4))) == []
    assert list(billable_time(boiler, until=date(2026, 11, 2))) == []
    assert list(billable_expenses(boiler)) == [expense]


def test_chosen_entries_are_billed_once(some_time, boiler, olive):
    first, second = some_time(60), some_time(60)
    draft_from_work(boiler, work=Work(time=[first.pk]), by=olive, at=NOW)
    with pytest.raises(Conflict) as refused:
        draft_from_work(boiler, work=Work(time=[first.pk, second.pk]), by=olive, at=NOW)
    assert refused.value.code == "work_taken"
    draft_from_work(boiler, work=Work(time=[second.pk]), by=olive, at=NOW)
    with pytest.raises(Conflict) as refused:
        draft_from_work(boiler, work=Work(), by=olive, at=NOW)
    assert refused.value.code == "nothing_to_bill"


def test_time_is_locked_by_finalising_and_free_again_when_the_invoice_is_void(some_time, an_expense, boiler, olive):
    entry, expense = some_time(60), an_expense("5")
    draft = draft_from_work(boiler, work=Work(), by=olive, at=NOW)
    assert not TimeEntry.objects.get().is_locked
    invoice = finalise_invoice(draft, by=olive, at=NOW)
    for row in (entry, expense):
        row.refresh_from_db()
        assert row.locked_at == NOW
    void_invoice(invoice, reason="Twice", by=olive, at=NOW)
    for row in (entry, expense):
        row.refresh_from_db()
        assert not row.is_locked
    assert list(billable_time(boiler)) == [entry]
    again = draft_from_work(boiler, work=Work(), by=olive, at=NOW)
    assert again.total == Decimal(95)
    credit_invoice(finalise_invoice(again, by=olive, at=NOW), by=olive, at=NOW)
    assert list(billable_expenses(boiler)) == [expense]


def test_a_line_that_stays_keeps_its_time_and_one_that_goes_lets_it_go(some_time, boiler, olive):
    some_time(60)
    kept = some_time(30)
    draft = draft_from_work(boiler, work=Work(), by=olive, at=NOW)
    line = Line.objects.get(invoice=draft, quantity=Decimal("0.5"))
    set_lines(draft, lines=[HOUR | {"id": line.pk}], by=olive, at=NOW)
    assert BilledTime.objects.get().entry == kept


@pytest.mark.parametrize("change", [{"status": "rejected", "reason": "No"}, {"minutes": 61}])
def test_time_that_changed_meanwhile_keeps_a_draft_from_being_finalised(some_time, boiler, olive, change):
    entry = some_time(60)
    draft = draft_from_work(boiler, work=Work(), by=olive, at=NOW)
    TimeEntry.objects.filter(pk=entry.pk).update(**change)
    with pytest.raises(Conflict) as refused:
        finalise_invoice(draft, by=olive, at=NOW)
    assert refused.value.code == "work_changed"


def test_so_does_time_that_was_removed(some_time, boiler, olive):
    entry = some_time(60)
    draft = draft_from_work(boiler, work=Work(), by=olive, at=NOW)
    entry.delete()
    with pytest.raises(Conflict) as refused:
        finalise_invoice(draft, by=olive, at=NOW)
    assert refused.value.code == "work_changed"
    assert Invoice.objects.get().status == "draft"
