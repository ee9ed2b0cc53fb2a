"""Two at once, on real connections: no day passes 24 hours, and no clock is written down twice."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Sum

from clientele.kit.refusals import Conflict
from clientele.kit.tenancy import inside
from clientele.projects.models import Project, TimeEntry, Timer
from clientele.projects.operations import add_time, start_timer, stop_timer, write_cell
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 20)


def at_once(number, organization, act) -> list[str]:
    """What each of several threads was told: the code of its refusal, or `done`."""
    told: list[str] = []
    ready = threading.Barrier(number)

    def run() -> None:
        try:
            with inside(organization):
                ready.wait(10)
                act()
            told.append("done")
        except Conflict as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(told)


def test_a_day_is_not_overfilled_by_two_who_write_at_once(organization, renewal, theo):
    values = {"project": renewal, "day": DAY, "minutes": 600}
    told = at_once(4, organization, lambda: add_time(values=values, by=theo, at=NOW))
    assert told == ["day_is_full", "day_is_full", "done", "done"]
    assert TimeEntry.objects.aggregate(sum=Sum("minutes"))["sum"] == 1200
    assert Project.objects.get(pk=renewal.pk).spent_minutes == 1200


def test_a_cell_saved_in_two_tabs_at_once_is_one_entry(organization, renewal, theo):
    cell = {"project": renewal, "billing_code": None, "day": DAY, "minutes": 90}
    told = at_once(4, organization, lambda: write_cell(**cell, by=theo, at=NOW))
    assert told == ["done"] * 4
    assert TimeEntry.objects.count() == 1


def test_a_timer_stopped_in_two_tabs_at_once_is_written_down_once(organization, renewal, theo):
    start_timer(project=renewal, by=theo, at=NOW)
    told = at_once(3, organization, lambda: stop_timer(by=theo, at=NOW + timedelta(hours=1)))
    assert told == ["done", "no_timer", "no_timer"]
    assert TimeEntry.objects.count() == 1


def test_two_timers_started_at_once_leave_one_running(organization, renewal, theo):
    told = at_once(3, organization, lambda: start_timer(project=renewal, by=theo, at=NOW))
    assert told == ["done"] * 3
    assert Timer.objects.count() == 1
