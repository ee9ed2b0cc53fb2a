from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from clientele.background.choices import MOST_DEATHS, GaveUp, ProcessKind
from clientele.background.models import Occasion, Process
from clientele.background.operations import (
    Schedule,
    heartbeat,
    inside_organization,
    run_waiting_tasks,
    running,
    schedules,
    worker,
)
from clientele.background.operations.running import Interrupted, claim_next, run_claimed
from clientele.customers.models import Customer
from clientele.kit.tenancy import inside

pytestmark = pytest.mark.django_db
HAPPENED: list[object] = []


@task
def note_down(value):
    HAPPENED.append(value)
    if value == "twice":
        note_down.enqueue("again")
    return value


@task(retry_on=(ConnectionError,), attempts=3)
def fail_with(kind):
    HAPPENED.append(kind)
    raise {"passing": ConnectionError("away"), "locked": OperationalError("locked"), "other": KeyError("no")}[kind]


@task(retry_on=(ConnectionError,), attempts=2, given_up=lambda *told: HAPPENED.append(told))
def fail_for_good(kind):
    raise {"passing": ConnectionError("away"), "other": KeyError("no")}[kind]


@task(given_up=lambda why, value: {}[value])
def fail_and_stumble(value):
    raise KeyError(value)


@task
def stop_now():
    raise Interrupted


@task
def count_customers(organization_id):
    with inside_organization(organization_id):
        return Customer.objects.count()


@pytest.fixture(autouse=True)
def nothing_happened():
    HAPPENED.clear()


def fresh(result):
    return DBTaskResult.objects.get(pk=result.id)


def test_what_waits_is_run_with_what_it_enqueues():
    note_down.enqueue("twice")
    done = run_waiting_tasks()
    assert HAPPENED == ["twice", "again"]
    assert [(row.status, row.return_value) for row in done] == [("SUCCESSFUL", "twice"), ("SUCCESSFUL", "again")]
    assert run_waiting_tasks() == []
    assert not Process.objects.exists()


def test_a_task_works_in_its_organisation(organization, anders, foreign_customer):
    count_customers.enqueue(organization.pk)
    assert run_waiting_tasks()[0].return_value == 1


def test_what_is_due_later_waits():
    note_down.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    assert run_waiting_tasks() == []


def test_an_error_fails_a_task_with_its_traceback():
    fail_with.enqueue("other")
    (done,) = run_waiting_tasks()
    assert (done.status, done.exception_class_path) == ("FAILED", "builtins.KeyError")
    assert "raise {" in done.traceback


@pytest.mark.parametrize("kind", ["passing", "locked"])
def test_a_passing_error_is_tried_again_later_and_fails_in_the_end(kind):
    result = fail_with.enqueue(kind)
    waits = []
    for _ in range(3):
        run_waiting_tasks()
        row = fresh(result)
        if row.status == "READY":
            waits.append(row.run_after - timezone.now())
            DBTaskResult.objects.update(run_after=timezone.now())
    assert row.status == "FAILED"
    assert len(HAPPENED) == 3
    assert timedelta(0) < waits[0] <= timedelta(seconds=2)
    assert timedelta(seconds=1.5) < waits[1] <= timedelta(seconds=4)


@pytest.mark.parametrize(("kind", "why"), [("passing", GaveUp.PASSING), ("other", GaveUp.ERROR)])
def test_who_waits_for_a_task_hears_once_that_it_gave_up(kind, why):
    fail_for_good.enqueue(kind)
    while run_waiting_tasks():
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    assert [(why, kind)] == HAPPENED


def test_who_waits_for_a_task_hears_that_it_kills_its_workers():
    fail_for_good.enqueue("other")
    for _ in range(MOST_DEATHS):
        assert claim_next("worker that dies")
        heartbeat.bury_the_dead(at=timezone.now())
    assert HAPPENED == [(GaveUp.WORKER_DIED, "other")]


def test_a_task_fails_though_who_waits_for_it_stumbles():
    fail_and_stumble.enqueue("no")
    (done,) = run_waiting_tasks()
    assert (done.status, done.exception_class_path) == ("FAILED", "builtins.KeyError")


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_end_could_not_be_written_goes_back(monkeypatch):
    finish, stop = running._finish, Event()

    def fails_once(claimed, **values):
        monkeypatch.setattr(running, "_finish", finish)
        raise OperationalError("away")

    def ends_the_second_time(claimed, clock=timezone.now):
        run_claimed(claimed, clock)
        stop.set()

    monkeypatch.setattr(running, "_finish", fails_once)
    monkeypatch.setattr(worker, "run_claimed", ends_the_second_time)
    result = note_down.enqueue("once more")
    worker.work(stop)
    assert HAPPENED == ["once more", "once more"]
    assert fresh(result).status == "SUCCESSFUL"


def test_waits_grow_to_a_limit_and_differ():
    waits = {fail_with.wait_after(20) for _ in range(20)}
    assert len(waits) > 1
    assert all(timedelta(minutes=30) <= wait <= timedelta(hours=1) for wait in waits)


def test_a_task_whose_function_is_gone_fails_and_the_next_one_runs():
    note_down.enqueue("first")
    DBTaskResult.objects.update(task_path="clientele.gone.task")
    note_down.enqueue("second")
    assert [row.status for row in run_waiting_tasks()] == ["FAILED", "SUCCESSFUL"]


def test_an_interrupted_task_goes_back():
    result = stop_now.enqueue()
    claimed = claim_next("worker")
    with pytest.raises(Interrupted):
        run_claimed(claimed)
    assert fresh(result).status == "READY"
    assert claim_next("other").worker_ids == ["worker", "other"]


def test_a_task_that_was_given_to_another_worker_is_not_ended_by_the_first():
    result = note_down.enqueue("late")
    first = claim_next("slow")
    heartbeat.bury_the_dead(at=timezone.now())
    second = claim_next("quick")
    run_claimed(first)
    assert fresh(result).status == "RUNNING"
    run_claimed(second)
    assert fresh(result).status == "SUCCESSFUL"


def test_the_task_of_a_silent_worker_is_returned_and_that_of_a_living_one_is_not():
    silent, living = heartbeat.enter(ProcessKind.WORKER), heartbeat.enter(ProcessKind.WORKER)
    lost, kept = note_down.enqueue("lost"), note_down.enqueue("kept")
    claim_next(silent.name)
    claim_next(living.name)
    Process.objects.filter(pk=silent.pk).update(beat_at=timezone.now() - timedelta(seconds=61))
    assert heartbeat.bury_the_dead(at=timezone.now()) == 1
    assert (fresh(lost).status, fresh(kept).status) == ("READY", "RUNNING")
    assert list(Process.objects.values_list("name", flat=True)) == [living.name]


def test_a_worker_that_was_taken_for_dead_comes_back():
    process = heartbeat.enter(ProcessKind.WORKER)
    heartbeat.leave(process)
    heartbeat.beat(process)
    assert Process.objects.get().name == process.name


def test_a_task_that_kills_its_workers_fails_in_the_end():
    result = note_down.enqueue("poison")
    for _ in range(MOST_DEATHS):
        assert claim_next("worker that dies")
        heartbeat.bury_the_dead(at=timezone.now())
    assert fresh(result).exception_class_path == heartbeat.WORKER_DIED


@pytest.fixture
def nightly(monkeypatch):
    schedule = Schedule("tests.nightly", note_down, timedelta(days=1), timedelta(hours=2))
    monkeypatch.setattr(schedules, "_SCHEDULES", {schedule.name: schedule})
    return schedule


def test_a_due_schedule_is_enqueued_once(nightly):
    at = datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert schedules.enqueue_due(at=at) == ["tests.nightly"]
    assert schedules.enqueue_due(at=at + timedelta(hours=20)) == []
    assert schedules.enqueue_due(at=at + timedelta(hours=23)) == ["tests.nightly"]
    assert DBTaskResult.objects.count() == 2
    assert Occasion.objects.earliest("due_at").due_at == datetime(2026, 11, 22, 2, tzinfo=UTC)


def test_a_second_scheduler_that_looked_at_the_same_time_enqueues_nothing(nightly, monkeypatch):
    at = datetime(2026, 11, 22, 3, tzinfo=UTC)
    schedules.enqueue_due(at=at)
    monkeypatch.setattr(type(Occasion.objects.all()), "exists", lambda self: False)
    assert schedules.enqueue_due(at=at) == []
    assert DBTaskResult.objects.count() == 1


def test_a_name_is_declared_once(nightly):
    with pytest.raises(ValueError, match="declared twice"):
        schedules.declare(Schedule("tests.nightly", note_down, timedelta(hours=1)))


def test_every_declared_schedule_runs(organization):
    with inside(organization):
        schedules.enqueue_due(at=timezone.now())
    done = run_waiting_tasks()
    assert len(done) == len(schedules.declared()) >= 3
    assert {row.status for row in done} == {"SUCCESSFUL"}
