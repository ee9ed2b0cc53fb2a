"""Where time goes is chosen by searching: the last places first, the same few queries for any number of projects."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clientele.projects.models import Expense, TimeEntry, Timer
from clientele.projects.operations import add_billing_code, add_time, change_status, set_favourite
from clientele.search.operations import rebuild
from tests.cast import NOW, an_active_project

TIME = "/brightwater/time"


@pytest.fixture
def page(sign_in, theo):
    return sign_in(theo)


@pytest.fixture
def many(a_customer, olive, renewal):
    """Twelve projects of another customer, each with a billing code."""
    quay = a_customer("Quay Street Dental")
    projects = [an_active_project(quay, f"Chair {number:02}") for number in range(12)]
    for project in projects:
        add_billing_code(project, values={"name": "Travel"}, by=olive, at=NOW)
    rebuild(olive.organization)
    return projects


def offered(page, query="", path="places/"):
    html = page.get(f"{TIME}/{path}{query}").content.decode()
    return [part.split("<")[0] for part in html.split('<span class="strong cut">')[1:]]


def test_the_places_of_the_last_entries_come_first_then_favourites(page, renewal, many, theo, olive):
    travel = add_billing_code(renewal, values={"name": "Travel"}, by=olive, at=NOW)
    add_time(values={"project": many[7], "day": date(2026, 11, 18), "minutes": 5}, by=theo, at=NOW)
    values = {"project": renewal, "billing_code": travel, "day": date(2026, 11, 20), "minutes": 5}
    add_time(values=values, by=theo, at=NOW)
    set_favourite(many[3], wanted=True, by=theo)
    found = offered(page)
    assert found[:4] == ["Boiler renewal · Travel", "Chair 07", "Chair 03", "Chair 03 · Travel"]
    assert len(found) == 8


@pytest.mark.parametrize(
    "query, names",
    [
        ("boiler", ["Boiler renewal"]),
        ("anders", ["Boiler renewal"]),
        ("chair+07", ["Chair 07", "Chair 07 · Travel"]),
        ("quay+trav+09", ["Chair 09 · Travel"]),
        ("bo", ["Boiler renewal"]),
        ("nowhere", []),
        ("%25", []),
    ],
)
def test_places_are_found_by_words_of_customer_project_and_code(page, renewal, many, query, names):
    assert offered(page, f"?find={query}") == names


def test_what_takes_no_time_and_what_is_another_firms_is_not_offered(page, renewal, olive, foreign_customer):
    change_status(renewal, to="archived", by=olive, at=NOW)
    assert offered(page, "?find=boiler") == []
    assert offered(page) == []
    assert "No open project matches “boiler”" in page.get(f"{TIME}/places/?find=boiler").content.decode()


def test_who_is_chosen_stays_while_one_types(page, renewal, many):
    html = page.get(f"{TIME}/places/?find=chair&place={renewal.pk}-0").content.decode()
    assert f'value="{renewal.pk}-0" checked' in html


@pytest.mark.parametrize(
    "path", ["places/", "places/?find=chair", "expenses/projects/", "expenses/projects/?find=chair", "new/"]
)
def test_choosing_asks_the_same_number_of_times_for_any_number_of_projects(page, many, theo, path):
    def asked():
        page.get(f"{TIME}/{path}")
        with CaptureQueriesContext(connection) as queries:
            page.get(f"{TIME}/{path}")
        return len(queries)

    add_time(values={"project": many[0], "day": date(2026, 11, 18), "minutes": 5}, by=theo, at=NOW)
    before = asked()
    for number in range(12, 40):
        project = an_active_project(many[0].customer, f"Chair {number}")
        add_time(values={"project": project, "day": date(2026, 11, 18), "minutes": 5}, by=theo, at=NOW)
    rebuild(theo.organization)
    assert asked() == before


def test_without_a_script_find_shows_who_matches_and_keeps_what_was_typed(page, renewal, many):
    given = {"find": "boiler", "finding": "1", "minutes": "1:30", "day": "2026-11-20", "description": "Flushed"}
    answer = page.post(f"{TIME}/new/", given)
    html = answer.content.decode()
    assert (answer.status_code, TimeEntry.objects.exists()) == (200, False)
    assert all(words in html for words in ("Boiler renewal", 'value="1:30"', "Flushed", 'value="2026-11-20"'))
    assert "Chair" not in html
    for path in ("timer/start/", "row/?week=2026-11-16", "expenses/new/"):
        answer = page.post(f"{TIME}/{path}", {"find": "boiler", "finding": "1", "week": "2026-11-16"})
        assert (answer.status_code, "Boiler renewal" in answer.content.decode()) == (200, True)
    assert not Timer.objects.exists()
    assert not Expense.objects.exists()


@pytest.mark.parametrize("path", ["new/", "timer/start/", "row/", "expenses/new/"])
@pytest.mark.parametrize("given", ["", "x", "999999-0", "999999"])
def test_a_place_that_is_none_is_asked_for_again(page, renewal, path, given):
    sent = {"place": given, "project": given, "week": "2026-11-16", "day": "2026-11-20", "minutes": "1"}
    answer = page.post(f"{TIME}/{path}", sent)
    assert (answer.status_code, "Choose" in answer.content.decode()) == (422, True)


def test_an_entry_on_a_project_that_was_archived_is_shown_with_it(page, renewal, theo, olive):
    entry = add_time(values={"project": renewal, "day": date(2026, 11, 18), "minutes": 5}, by=theo, at=NOW)
    change_status(renewal, to="archived", by=olive, at=NOW)
    assert f'value="{renewal.pk}-0" checked' in page.get(f"{TIME}/{entry.pk}/").content.decode()
    given = {"place": f"{renewal.pk}-0", "day": "2026-11-18", "minutes": "2", "version": 1}
    answer = page.post(f"{TIME}/{entry.pk}/", given)
    assert (answer.status_code, "is archived and takes no time" in answer.content.decode()) == (409, True)


def test_a_row_that_was_added_is_where_one_begins_to_type(page, renewal):
    html = page.get(f"{TIME}/?week=2026-11-16&row={renewal.pk}-0").content.decode()
    assert html.count(" autofocus data-saved") == 1


@pytest.mark.parametrize("path", ["time/new/", "projects/new/"])
def test_the_cursor_stands_in_the_picker_where_nothing_was_chosen(sign_in, dana, renewal, path):
    response = sign_in(dana).post(f"/brightwater/{path}", {"name": "Boiler", "day": "2026-11-20"})
    assert response.status_code == 422
    (focused, *_) = re.findall(r'<input[^>]*\sname="(\w+)"[^>]*\sautofocus', response.content.decode())
    assert focused == "find"
