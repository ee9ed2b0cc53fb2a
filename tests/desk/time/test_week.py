"""The week as a grid: what it shows, how its cells are saved, and how it is submitted."""

from datetime import date

import pytest

from clientele.billing.operations import Work, draft_from_work, finalise_invoice
from clientele.projects.models import Project, TimeEntry
from clientele.projects.operations import add_time, reject_time, submit_time
from tests.cast import NOW, an_active_project

WEEK = "/brightwater/time/?week=2026-11-16"
DAY = date(2026, 11, 20)


@pytest.fixture
def page(sign_in, theo):
    return sign_in(theo)


def written(project, by, minutes=90, day=DAY, **values) -> TimeEntry:
    return add_time(values={"project": project, "day": day, "minutes": minutes, **values}, by=by, at=NOW)


def send(page, project, duration, version="", day="2026-11-20"):
    given = {"row": f"{project.pk}-0", "day": day, "duration": duration, "version": version}
    return page.post("/brightwater/time/cell/", given)


def test_the_grid_shows_ones_own_week_by_project_and_day(page, renewal, theo, dana):
    written(renewal, theo)
    written(renewal, dana, 60)
    html = page.get(WEEK).content.decode()
    assert 'aria-label="Boiler renewal, Friday 20 November 2026"' in html
    assert 'value="1:30"' in html
    assert 'value="1:00"' not in html


def test_a_row_is_added_and_those_of_the_week_before_are_taken_over(page, renewal, anders, theo):
    service = an_active_project(anders, "Annual service")
    written(service, theo, day=date(2026, 11, 12))
    assert "Annual service, Friday" not in page.get(WEEK).content.decode()
    answer = page.post("/brightwater/time/row/", {"week": "2026-11-16", "place": f"{service.pk}-0"})
    assert answer["Location"] == f"{WEEK}&row={service.pk}-0"
    assert "Annual service, Friday" in page.get(answer["Location"]).content.decode()
    assert "Annual service, Friday" in page.get(f"{WEEK}&copy=1").content.decode()
    assert TimeEntry.objects.count() == 1


def test_a_week_before_without_rows_says_so_and_is_not_offered_again(page, renewal):
    assert "take over the rows" in page.get(WEEK).content.decode()
    html = page.get(f"{WEEK}&copy=1").content.decode()
    assert "Nothing is written down for this week or the one before." in html
    assert "take over the rows" not in html.lower()


def test_a_cell_is_written_changed_and_emptied(page, renewal):
    answer = send(page, renewal, "1,5")
    assert (answer.status_code, 'data-saved="1:30"' in answer.content.decode()) == (200, True)
    assert b"<html" not in answer.content
    assert 'data-saved="2:00"' in send(page, renewal, "2h", version=1).content.decode()
    assert 'data-minutes="0"' in send(page, renewal, "", version=2).content.decode()
    assert not TimeEntry.objects.exists()


def test_a_refused_cell_answers_what_was_typed_and_why(page, renewal):
    answer = send(page, renewal, "soon<b>")
    assert answer.status_code == 422
    assert 'value="soon&lt;b&gt;"' in answer.content.decode()
    assert "is not a duration" in answer.content.decode()
    send(page, renewal, "24")
    stale = send(page, renewal, "1")
    assert stale.status_code == 409
    assert 'data-saved="24:00"' in stale.content.decode()
    assert "24:00 was written here meanwhile. Save yours again to put it in its place." in stale.content.decode()


@pytest.mark.parametrize("row", ["", "x", "0-0", "999999-0"])
def test_a_cell_of_nowhere_is_not_found(page, renewal, row):
    given = {"row": row, "day": "2026-11-20", "duration": "1"}
    assert page.post("/brightwater/time/cell/", given).status_code == 404


@pytest.mark.parametrize("query", ["week=soon", "week=20261116", "week=2026-13-01", "week=0001-01-01"])
def test_a_week_that_is_none_is_a_bad_request(page, query):
    assert page.get(f"/brightwater/time/?{query}").status_code == 400


def test_without_a_script_every_cell_is_sent_and_what_is_refused_stays_typed(page, renewal, anders):
    service = an_active_project(anders, "Annual service")
    given = {
        "week": "2026-11-16",
        f"cell-{renewal.pk}-0-2026-11-20": "1:30",
        f"cell-{renewal.pk}-0-2026-11-19": "",
        f"cell-{service.pk}-0-2026-11-20": "1:75",
    }
    answer = page.post("/brightwater/time/", given)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "After the colon stand two digits of minutes, 00 to 59." in html
    assert list(TimeEntry.objects.values_list("minutes", flat=True)) == [90]
    del given[f"cell-{service.pk}-0-2026-11-20"]
    assert page.post("/brightwater/time/", given).status_code == 303


def test_what_cannot_be_changed_is_shown_without_a_field(page, renewal, theo, dana):
    entry = written(renewal, theo)
    submit_time([entry], by=theo, at=NOW)
    assert f"cell-{renewal.pk}-0-2026-11-20" not in page.get(WEEK).content.decode()
    reject_time([entry], reason="Which boiler?", by=dana, at=NOW)
    html = page.get(WEEK).content.decode()
    assert f"cell-{renewal.pk}-0-2026-11-20" in html
    assert "Rejected: Which boiler?" in html
    Project.objects.filter(pk=renewal.pk).update(status="archived")
    assert f"cell-{renewal.pk}-0-2026-11-20" not in page.get(WEEK).content.decode()


def test_a_week_is_submitted(page, renewal, theo):
    written(renewal, theo)
    written(renewal, theo, day=date(2026, 11, 23))
    assert "Submit 1:30" in page.get("/brightwater/time/submission/?week=2026-11-16").content.decode()
    assert page.post("/brightwater/time/submission/", {"week": "2026-11-16"}).status_code == 303
    assert list(TimeEntry.objects.order_by("day").values_list("status", flat=True)) == ["submitted", "open"]


@pytest.mark.parametrize("rows", [1, 6])
def test_the_grid_asks_the_database_the_same_number_of_times(page, anders, theo, rows, django_assert_max_num_queries):
    for number in range(rows):
        project = an_active_project(anders, f"Work {number}")
        for day in (16, 17, 18):
            written(project, theo, 5, day=date(2026, 11, day))
    page.get(WEEK)
    with django_assert_max_num_queries(7):
        page.get(WEEK)


def test_a_cell_says_on_which_invoice_it_is_to_who_may_see_invoices(page, sign_in, renewal, dana, olive, theo):
    office = sign_in(dana)
    entries = [written(renewal, member) for member in (dana, theo)]
    submit_time(entries, by=olive, at=NOW)
    draft = draft_from_work(renewal, work=Work(), by=olive, at=NOW)
    assert 'title="1 entry: on a draft invoice"' in office.get(WEEK).content.decode()
    number = finalise_invoice(draft, by=olive, at=NOW).number
    assert f'title="1 entry: on {number}"' in office.get(WEEK).content.decode()
    html = page.get(WEEK).content.decode()
    assert 'title="1 entry: on an invoice"' in html
    assert number not in html
