from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientele.kit.refusals import Conflict
from clientele.projects.models import Project, TimeEntry, Timer
from clientele.projects.operations import add_time, discard_timer, start_timer, stop_timer
from clientele.projects.operations.timer import split
from tests.cast import NOW, an_active_project

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def london(organization):
    organization.time_zone = "Europe/London"
    organization.save()


def written() -> list[tuple[date, int]]:
    return list(TimeEntry.objects.order_by("day", "pk").values_list("day", "minutes"))


def test_a_timer_becomes_an_entry_when_it_is_stopped(renewal, theo):
    start_timer(project=renewal, description="Flushing", by=theo, at=NOW)
    (entry,) = stop_timer(by=theo, at=NOW + timedelta(minutes=90))
    assert (entry.minutes, entry.day, entry.description, entry.rate) == (90, NOW.date(), "Flushing", 60)
    assert not Timer.objects.exists()


def test_a_moment_is_a_minute(renewal, theo):
    start_timer(project=renewal, by=theo, at=NOW)
    assert stop_timer(by=theo, at=NOW + timedelta(seconds=2))[0].minutes == 1


def test_a_timer_over_midnight_is_split_by_the_organisations_days(renewal, theo, london):
    theo.organization.refresh_from_db()
    begun = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # 23:30 in London
    start_timer(project=renewal, by=theo, at=begun)
    stop_timer(by=theo, at=begun + timedelta(hours=2))
    assert written() == [(date(2026, 6, 1), 30), (date(2026, 6, 2), 90)]


def test_a_timer_that_ran_for_more_than_a_day_asks_how_long_it_was(renewal, theo):
    start_timer(project=renewal, by=theo, at=NOW)
    later = NOW + timedelta(days=1, seconds=1)
    with pytest.raises(Conflict) as refusal:
        stop_timer(by=theo, at=later)
    assert refusal.value.code == "timer_ran_long"
    with pytest.raises(Conflict):
        start_timer(project=renewal, by=theo, at=later)
    assert stop_timer(by=theo, at=later, minutes=240)[0].minutes == 240
    assert written() == [(NOW.date(), 240)]


def test_starting_a_second_timer_stops_the_first(renewal, anders, theo):
    other = an_active_project(anders, "Annual service")
    start_timer(project=renewal, by=theo, at=NOW)
    start_timer(project=other, by=theo, at=NOW + timedelta(minutes=30))
    assert Timer.objects.get().project == other
    assert written() == [(NOW.date(), 30)]


def test_a_timer_is_thrown_away(renewal, theo):
    start_timer(project=renewal, by=theo, at=NOW)
    discard_timer(by=theo, at=NOW)
    assert not Timer.objects.exists()
    for act in (discard_timer, stop_timer):
        with pytest.raises(Conflict) as refusal:
            act(by=theo, at=NOW)
        assert refusal.value.code == "no_timer"


def test_a_timer_runs_on_where_its_time_cannot_be_written_down(renewal, theo):
    start_timer(project=renewal, by=theo, at=NOW)
    add_time(values={"project": renewal, "day": NOW.date(), "minutes": 1440}, by=theo, at=NOW)
    with pytest.raises(Conflict) as refusal:
        stop_timer(by=theo, at=NOW + timedelta(minutes=5))
    assert refusal.value.code == "day_is_full"
    assert Timer.objects.exists()


def test_a_closed_project_takes_no_timer(renewal, theo):
    Project.objects.filter(pk=renewal.pk).update(status="archived")
    with pytest.raises(Conflict) as refusal:
        start_timer(project=renewal, by=theo, at=NOW)
    assert refusal.value.code == "project_not_open"
    assert not Timer.objects.exists()


@given(st.integers(0, 366 * 86_400), st.integers(0, 86_400), st.sampled_from(["Europe/London", "UTC", "Asia/Tokyo"]))
def test_the_days_of_a_timer_hold_all_of_its_minutes(begun, seconds, zone):
    start, length = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=begun), timedelta(seconds=seconds)
    parts = list(split(start, start + length, ZoneInfo(zone)))
    assert sum(minutes for _, minutes in parts) == max(1, round(length / timedelta(minutes=1)))
    assert all(1 <= minutes <= 1440 for _, minutes in parts)
    assert [day for day, _ in parts] == sorted({day for day, _ in parts})
    first, last = start.astimezone(ZoneInfo(zone)).date(), (start + length).astimezone(ZoneInfo(zone)).date()
    assert all(first <= day <= last for day, _ in parts)


@pytest.mark.parametrize("day, hours", [(date(2026, 3, 29), 23), (date(2026, 10, 25), 24)])
def test_days_when_the_clock_changes_are_measured_by_what_passed(day, hours):
    start = datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)
    assert list(split(start, start + timedelta(hours=hours), LONDON)) == [(day, hours * 60)]
