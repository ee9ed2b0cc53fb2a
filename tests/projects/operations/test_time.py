from datetime import date
from decimal import Decimal

import pytest

from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.models import BillingCode, HourlyRate, Project, TimeEntry
from clientele.projects.operations import (
    add_time,
    approve_time,
    reject_time,
    remove_time,
    submit_time,
    update_time,
    write_cell,
)
from clientele.trail.models import Entry
from clientele.trail.queries import history_of
from tests.cast import NOW, an_active_project

DAY = date(2026, 11, 20)


@pytest.fixture
def add(renewal, theo):
    def make(minutes=90, by=theo, **values) -> TimeEntry:
        return add_time(values={"project": renewal, "day": DAY, "minutes": minutes, **values}, by=by, at=NOW)

    return make


def spent_on(project: Project) -> tuple[int, Decimal]:
    project.refresh_from_db()
    return project.spent_minutes, project.spent_amount


def code_of(refusal) -> str:
    return refusal.value.code


def a_code(project: Project, **values) -> BillingCode:
    return BillingCode.objects.create(
        organization=project.organization, project=project, **{"name": "Travel", "name_key": "travel", **values}
    )


def test_time_keeps_what_an_hour_cost_when_it_was_written_down(add, renewal):
    entry = add()
    assert (entry.rate, entry.currency, entry.is_billable, entry.status) == (60, "GBP", True, "open")
    Project.objects.filter(pk=renewal.pk).update(hourly_rate=Decimal(90))
    entry.refresh_from_db()
    assert entry.rate == 60
    assert add(30).rate == 90


def test_time_is_kept_with_what_is_spent_on_its_project(add, renewal, theo):
    entry = add(90)
    assert spent_on(renewal) == (90, Decimal(90))
    update_time(entry, changes={"minutes": 60}, by=theo, at=NOW)
    assert spent_on(renewal) == (60, Decimal(60))
    update_time(entry, changes={"is_billable": False}, by=theo, at=NOW)
    assert spent_on(renewal) == (60, Decimal(0))
    remove_time(entry, by=theo, at=NOW)
    assert spent_on(renewal) == (0, Decimal(0))


def test_time_moved_to_another_project_moves_in_both_sums_at_the_others_rate(add, renewal, anders, theo):
    other = an_active_project(anders, "Annual service", hourly_rate=Decimal(100))
    entry = update_time(add(60), changes={"project": other}, by=theo, at=NOW)
    assert entry.rate == 100
    assert (spent_on(renewal), spent_on(other)) == ((0, 0), (60, 100))


def test_a_member_without_another_rate_costs_their_own(add, renewal, theo):
    Project.objects.filter(pk=renewal.pk).update(hourly_rate=None)
    HourlyRate.objects.create(organization=theo.organization, member=theo, amount=Decimal("42.50"), currency="GBP")
    assert add(60).rate == Decimal("42.50")
    assert spent_on(renewal) == (60, Decimal("42.50"))


@pytest.mark.parametrize(
    "minutes, words", [(0, "at least a minute"), (-5, "at least a minute"), (1441, "24 hours"), (None, "required")]
)
def test_a_day_holds_from_a_minute_to_24_hours(add, minutes, words):
    with pytest.raises(Refusal, match=words) as refusal:
        add(minutes)
    assert [error.field for error in refusal.value.errors] == ["minutes"]
    assert not TimeEntry.objects.exists()


def test_all_that_a_person_writes_on_a_day_fits_into_it(add, theo, dana, renewal, anders):
    add(1000)
    other = an_active_project(anders, "Annual service")
    with pytest.raises(Conflict, match="16:40 of this day are written down already") as refusal:
        add(441, project=other)
    assert code_of(refusal) == "day_is_full"
    entry = add(440, project=other)
    add(441, by=dana)
    add(441, day=date(2026, 11, 21))
    with pytest.raises(Conflict):
        update_time(entry, changes={"minutes": 441}, by=theo, at=NOW)
    update_time(entry, changes={"minutes": 439}, by=theo, at=NOW)


@pytest.mark.parametrize("status, words", [("draft", "is a draft"), ("archived", "is archived")])
def test_a_project_that_is_not_open_takes_no_time_and_keeps_what_it_has(add, renewal, theo, status, words):
    entry = add()
    Project.objects.filter(pk=renewal.pk).update(status=status)
    for act in (
        add,
        lambda: update_time(entry, changes={"minutes": 5}, by=theo, at=NOW),
        lambda: remove_time(entry, by=theo, at=NOW),
    ):
        with pytest.raises(Conflict, match=words) as refusal:
            act()
        assert code_of(refusal) == "project_not_open"


def test_nothing_is_billable_on_a_project_that_is_not(add, anders):
    inner = an_active_project(anders, "Training", kind="internal")
    assert not add(project=inner).is_billable
    with pytest.raises(Refusal, match="Nothing is billable on Training") as refusal:
        add(project=inner, is_billable=True)
    assert [error.field for error in refusal.value.errors] == ["is_billable"]


def test_a_billing_code_says_whether_time_is_billable_and_belongs_to_its_project(add, renewal, anders):
    travel = a_code(renewal, is_billable=False)
    assert not add(billing_code=travel).is_billable
    assert add(billing_code=travel, is_billable=True).is_billable
    other = an_active_project(anders, "Annual service")
    with pytest.raises(Refusal, match="Travel is not a billing code of Annual service"):
        add(project=other, billing_code=travel)


def test_what_is_submitted_stays_until_it_is_rejected_and_is_open_once_changed(add, theo, dana):
    entry = add()
    assert submit_time([entry], by=theo, at=NOW) == 1
    with pytest.raises(Conflict, match="This time is submitted") as refusal:
        update_time(entry, changes={"minutes": 5}, by=theo, at=NOW)
    assert code_of(refusal) == "time_submitted"
    reject_time([entry], reason="Which boiler?", by=dana, at=NOW)
    entry.refresh_from_db()
    assert (entry.status, entry.reason, entry.decided_by) == ("rejected", "Which boiler?", dana)
    entry = update_time(entry, changes={"description": "The left one"}, by=theo, at=NOW)
    assert (entry.status, entry.reason, entry.decided_by) == ("open", "", None)


def test_many_are_approved_at_once_or_none(add, theo, dana):
    first, second = add(10), add(20)
    submit_time([first], by=theo, at=NOW)
    with pytest.raises(Conflict) as refusal:
        approve_time([first, second], by=dana, at=NOW)
    assert code_of(refusal) == "time_not_submitted"
    assert TimeEntry.objects.filter(status="approved").count() == 0
    submit_time([first, second], by=theo, at=NOW)
    assert approve_time([first, second], by=dana, at=NOW) == 2
    assert approve_time([first, second], by=dana, at=NOW) == 0
    assert [entry.changes["status"] for entry in history_of(first)[:2]] == [
        ["submitted", "approved"],
        ["open", "submitted"],
    ]


def test_a_rejection_says_why(add, theo, dana):
    entry = add()
    submit_time([entry], by=theo, at=NOW)
    for reason in ("", "  "):
        with pytest.raises(Refusal, match="Say why") as refusal:
            reject_time([entry], reason=reason, by=dana, at=NOW)
        assert [error.field for error in refusal.value.errors] == ["reason"]


def test_an_approval_is_taken_back_by_rejecting(add, theo, dana):
    entry = add()
    submit_time([entry], by=theo, at=NOW)
    approve_time([entry], by=dana, at=NOW)
    assert reject_time([entry], reason="Twice the same", by=dana, at=NOW) == 1
    with pytest.raises(Conflict) as refusal:
        approve_time([entry], by=dana, at=NOW)
    assert code_of(refusal) == "time_not_submitted"


def test_what_is_on_an_invoice_stays_as_it_is_until_it_is_released(add, theo, dana):
    entry = add()
    submit_time([entry], by=theo, at=NOW)
    TimeEntry.objects.filter(pk=entry.pk).update(locked_at=NOW)
    for act in (
        lambda: update_time(entry, changes={"minutes": 5}, by=theo, at=NOW),
        lambda: remove_time(entry, by=theo, at=NOW),
        lambda: approve_time([entry], by=dana, at=NOW),
        lambda: reject_time([entry], reason="No", by=dana, at=NOW),
    ):
        with pytest.raises(Conflict) as refusal:
            act()
        assert code_of(refusal) == "time_locked"
    TimeEntry.objects.filter(pk=entry.pk).update(locked_at=None)
    assert reject_time([entry], reason="No", by=dana, at=NOW) == 1


def test_a_stale_version_is_refused_with_the_present_entry(add, theo):
    entry = add()
    update_time(entry, changes={"minutes": 5}, by=theo, at=NOW, version=1)
    with pytest.raises(Conflict) as refusal:
        remove_time(entry, by=theo, at=NOW, version=1)
    assert (code_of(refusal), refusal.value.extra["current"].minutes) == ("version_conflict", 5)


def test_a_change_of_nothing_is_no_change(add, theo):
    entry = add()
    before = Entry.objects.count()
    assert update_time(entry, changes={"minutes": 90}, by=theo, at=NOW).version == 1
    assert Entry.objects.count() == before


def test_a_cell_holds_one_entry_that_is_written_changed_and_removed(renewal, theo):
    cell = {"project": renewal, "billing_code": None, "day": DAY, "by": theo, "at": NOW}
    assert write_cell(**cell, minutes=0) is None
    entry = write_cell(**cell, minutes=90)
    assert entry.minutes == 90
    assert write_cell(**cell, minutes=90) == entry
    with pytest.raises(Conflict) as refusal:
        write_cell(**cell, minutes=60)
    assert code_of(refusal) == "version_conflict"
    assert write_cell(**cell, minutes=60, version=1).version == 2
    assert write_cell(**cell, minutes=0, version=2) is None
    assert not TimeEntry.objects.exists()


def test_a_cell_of_several_entries_is_left_to_the_days_list(add, renewal, theo):
    add(10)
    add(20)
    with pytest.raises(Conflict) as refusal:
        write_cell(project=renewal, billing_code=None, day=DAY, minutes=5, by=theo, at=NOW)
    assert code_of(refusal) == "cell_has_several"
