"""Two people, or two windows, edit one time entry or one expense: nothing of either is lost."""

from datetime import date

import pytest

from clientele.projects.operations import (
    add_billing_code,
    add_expense,
    add_time,
    reject_time,
    remove_billing_code,
    submit_time,
    update_expense,
    update_time,
)
from tests.cast import NOW, an_active_project

DAY = date(2026, 11, 20)


@pytest.fixture
def page(sign_in, theo):
    return sign_in(theo)


@pytest.fixture
def service(anders):
    return an_active_project(anders, "Annual service")


@pytest.fixture
def travel(renewal, olive):
    return add_billing_code(renewal, values={"name": "Travel"}, by=olive, at=NOW)


@pytest.fixture
def entry(renewal, theo):
    values = {"project": renewal, "day": DAY, "minutes": 90, "description": "Flushed"}
    return add_time(values=values, by=theo, at=NOW)


@pytest.fixture
def expense(renewal, theo):
    values = {"project": renewal, "day": DAY, "category": "travel", "amount": "12.50", "description": "Train"}
    return add_expense(values=values, by=theo, at=NOW)


def typed(entry, **changes):
    place = f"{entry.project_id}-{entry.billing_code_id or 0}"
    kept = {"place": place, "day": "2026-11-20", "minutes": "1:30", "description": "Flushed", "version": entry.version}
    return {**kept, **changes}


def spent(expense, **changes):
    kept = {"project": expense.project_id, "day": "2026-11-20", "category": "travel", "amount": "12.50"}
    return {**kept, "description": "Train", "version": expense.version, **changes}


def send(page, record, given):
    kind = "" if "place" in given else "expenses/"
    answer = page.post(f"/brightwater/time/{kind}{record.pk}/", given)
    record.refresh_from_db()
    return answer.status_code, answer.content.decode()


def test_what_both_changed_of_an_entry_is_chosen_and_what_one_changed_is_kept(page, entry, dana):
    first = typed(entry, minutes="3", description="Flushed twice")
    update_time(entry, changes={"minutes": 120, "day": date(2026, 11, 19)}, by=dana, at=NOW)
    status, html = send(page, entry, first)
    assert status == 409
    assert "Dana Lead changed this while you were editing" in html
    assert "Dana Lead also changed day: the form has the new value." in html
    assert all(words in html for words in ('name="take_minutes"', "2:00", 'value="3"', 'value="2026-11-19"'))
    assert 'name="take_description"' not in html
    again = typed(entry, day="2026-11-19", minutes="3", description="Flushed twice", take_minutes="theirs")
    assert send(page, entry, again)[0] == 303
    assert (entry.day, entry.minutes, entry.description) == (date(2026, 11, 19), 120, "Flushed twice")


def test_ones_own_duration_is_kept_over_theirs_where_one_says_so(page, entry, dana):
    update_time(entry, changes={"minutes": 120}, by=dana, at=NOW)
    assert send(page, entry, typed(entry, minutes="3"))[0] == 409
    assert send(page, entry, typed(entry, minutes="3", take_minutes="yours"))[0] == 303
    assert entry.minutes == 180


def test_where_an_entry_belongs_is_one_field_to_choose(page, entry, service, travel, renewal, dana):
    first = typed(entry, place=f"{service.pk}-0")
    update_time(entry, changes={"billing_code": travel}, by=dana, at=NOW)
    status, html = send(page, entry, first)
    assert status == 409
    assert "Anders &amp; Sons Bakery: Boiler renewal, Travel" in html
    assert "Anders &amp; Sons Bakery: Annual service" in html
    theirs = typed(entry, place=f"{service.pk}-0", take_place="theirs")
    assert send(page, entry, theirs)[0] == 303
    assert (entry.project, entry.billing_code) == (renewal, travel)
    assert send(page, entry, typed(entry, place=f"{service.pk}-0", take_place="yours"))[0] == 303
    assert (entry.project, entry.billing_code) == (service, None)


def test_a_billing_code_that_only_they_changed_is_in_the_form(page, entry, travel, dana):
    first = typed(entry, minutes="2:00")
    update_time(entry, changes={"billing_code": travel}, by=dana, at=NOW)
    status, html = send(page, entry, first)
    assert (status, "also changed project: the form has the new value" in html) == (409, True)
    assert f'value="{entry.project_id}-{travel.pk}" checked' in html


def test_what_stood_on_a_billing_code_that_is_gone_is_told_apart_all_the_same(page, entry, travel, service, dana):
    update_time(entry, changes={"billing_code": travel, "is_billable": False}, by=dana, at=NOW)
    entry.refresh_from_db()
    first = typed(entry, place=f"{service.pk}-0", unpaid="on")
    update_time(entry, changes={"billing_code": None, "minutes": 60}, by=dana, at=NOW)
    remove_billing_code(travel, by=dana, at=NOW)
    status, html = send(page, entry, first)
    assert (status, 'name="take_place"' in html, "also changed duration" in html) == (409, True, True)


def test_whether_somebody_pays_is_told_in_words(page, entry, dana):
    first = typed(entry, minutes="2:00")
    update_time(entry, changes={"is_billable": False}, by=dana, at=NOW)
    status, html = send(page, entry, first)
    assert (status, "also changed billable" in html) == (409, True)
    assert send(page, entry, typed(entry, minutes="2:00", unpaid="on"))[0] == 303
    assert (entry.minutes, entry.is_billable) == (120, False)


def test_an_entry_that_was_submitted_meanwhile_says_that_instead(page, entry, theo):
    first = typed(entry, minutes="2:00")
    submit_time([entry], by=theo, at=NOW)
    status, html = send(page, entry, first)
    assert (status, "This time is submitted." in html, "while you were editing" in html) == (409, True, False)
    assert 'value="2:00"' in html


def test_an_entry_that_was_rejected_meanwhile_says_why(page, entry, theo, dana):
    first = typed(entry, minutes="2:00")
    submit_time([entry], by=theo, at=NOW)
    reject_time([entry], reason="Which boiler?", by=dana, at=NOW)
    status, html = send(page, entry, first)
    assert (status, "Rejected: Which boiler?" in html) == (409, True)
    assert send(page, entry, typed(entry, minutes="2:00"))[0] == 303
    assert (entry.minutes, entry.status) == (120, "open")


def test_what_both_changed_of_an_expense_is_chosen_field_by_field(page, expense, service, olive):
    first = spent(expense, amount="20", description="Train and bus")
    changes = {"amount": "14.00", "category": "meals", "project": service}
    update_expense(expense, changes=changes, by=olive, at=NOW)
    status, html = send(page, expense, first)
    assert status == 409
    assert "Olive Owner changed this while you were editing" in html
    assert "also changed project, what for: the form has the new value" in html
    assert all(words in html for words in ('name="take_amount"', "14.00", 'value="20"'))
    again = spent(expense, category="meals", amount="20", description="Train and bus", take_amount="theirs")
    assert send(page, expense, again)[0] == 303
    kept = (expense.project, expense.amount, expense.category, expense.description)
    assert kept == (service, 14, "meals", "Train and bus")


def test_a_category_that_both_changed_is_told_as_people_call_it(page, expense, olive):
    first = spent(expense, category="materials")
    update_expense(expense, changes={"category": "meals"}, by=olive, at=NOW)
    html = send(page, expense, first)[1]
    assert all(words in html for words in ('name="take_category"', "Meals", "Materials"))
