"""A batch whose task gave up, and one of somebody who may no longer."""

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clientele.accounts.models import Member, Role, User
from clientele.background.choices import MOST_DEATHS
from clientele.background.operations import bury_the_dead, run_waiting_tasks
from clientele.background.operations.running import claim_next
from clientele.billing.models import Batch, BatchItem, Delivery, Invoice
from clientele.billing.operations import batches, resume_batch
from clientele.billing.operations.batches import run_batch
from clientele.kit.refusals import Conflict
from clientele.trail.models import Entry
from tests.billing.operations.test_batches import asked, counts, numbers, run, told, whole, work
from tests.cast import NOW


@pytest.fixture
def failed(drafts, olive, monkeypatch):
    """A batch of three whose task gave up after the first draft."""
    batch = asked(drafts(3), olive, sends=True)
    batches._take_next(batch.pk, 0)
    take_next = batches._take_next
    monkeypatch.setattr(batches, "_take_next", away)
    work(batch)
    monkeypatch.setattr(batches, "_take_next", take_next)
    return Batch.objects.get(pk=batch.pk)


def away(*_):
    raise OperationalError("the database is away")


def test_a_batch_whose_task_gave_up_says_so_and_is_not_running(failed, olive):
    assert counts(failed) == ("failed", 1, 1, 0)
    assert failed.failure == "The database could not be reached again and again."
    assert DBTaskResult.objects.get(task_path__endswith="run_batch").status == "FAILED"
    assert whole(olive.organization)


def test_a_batch_that_outlived_its_workers_says_so_and_is_not_running(drafts, olive):
    batch = asked(drafts(1), olive)
    run_batch.enqueue(batch.organization_id, batch.pk)
    for _ in range(MOST_DEATHS):
        assert claim_next("worker that dies")
        bury_the_dead(at=timezone.now())
    batch.refresh_from_db()
    assert (batch.status, batch.failure) == ("failed", "The program ended again and again while it was at it.")


def test_a_failed_batch_is_gone_on_with_by_who_says_so(failed, olive, dana, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        resumed = resume_batch(failed, by=dana, at=NOW)
    assert (resumed.status, resumed.failure, resumed.by, resumed.left) == ("running", "", dana, 2)
    run_waiting_tasks()
    assert counts(Batch.objects.get(pk=failed.pk)) == ("done", 3, 3, 0)
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [f"INV-2026-000{place}" for place in (1, 2, 3)]
    assert Delivery.objects.count() == 3
    assert [entry.facts["left"] for entry in Entry.objects.filter(name="billing.batch_resumed")] == [2]
    with pytest.raises(Conflict, match="has not failed"):
        resume_batch(failed, by=dana, at=NOW)
    assert whole(olive.organization)


def left_the_team(member):
    Member.objects.filter(pk=member.pk).update(is_active=False)


def was_barred(member):
    User.objects.filter(pk=member.user_id).update(is_active=False)


def got_another_role(member):
    role = Role.objects.create(organization=member.organization, name="Onlooker", permissions=["clients:view"])
    Member.objects.filter(pk=member.pk).update(role=role)


@pytest.mark.parametrize(
    ("loses", "code", "reason"),
    [
        (left_the_team, "member_gone", "Dana Lead, who asked for it, is no longer in the team. Choose it again."),
        (was_barred, "member_gone", "Dana Lead, who asked for it, is no longer in the team. Choose it again."),
        (got_another_role, "member_may_not", "Dana Lead, who asked for it, may no longer finalise. Choose it again."),
    ],
)
def test_who_may_no_longer_has_nothing_more_finalised(drafts, olive, dana, loses, code, reason):
    first, *others = drafts(3)
    batch = asked([first, *others], dana, sends=True)
    batches._take_next(batch.pk, 0)
    loses(dana)
    assert counts(run(batch)) == ("done", 1, 1, 2)
    assert told(batch) == [("sent", ""), ("refused", reason), ("refused", reason)]
    assert set(BatchItem.objects.exclude(code="").values_list("code", flat=True)) == {code}
    assert numbers(first, *others) == ["INV-2026-0001", "", ""]
    assert Delivery.objects.count() == 1
    assert whole(olive.organization)
