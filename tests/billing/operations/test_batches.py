"""Many drafts finalised in one go."""

from datetime import date

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clientele.background.operations import run_waiting_tasks
from clientele.billing.models import Batch, BatchItem, Delivery, Invoice
from clientele.billing.operations import (
    batches,
    cancel_batch,
    delete_draft,
    finalise_invoice,
    issue_batch,
)
from clientele.billing.operations.batches import run_batch
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.models import Entry
from clientele.upkeep.queries.invariants.billing import batches_that_differ, series_with_gaps
from tests.billing.operations.conftest import ADDRESS
from tests.cast import NOW


def asked(invoices, by, *, sends=False):
    found = Invoice.objects.filter(pk__in=[invoice.pk for invoice in invoices])
    return issue_batch(found, sends=sends, by=by, at=NOW)


def run(batch):
    run_batch.call(batch.organization_id, batch.pk)
    return Batch.objects.get(pk=batch.pk)


def work(batch):
    """Run it as a worker does, which tries again as often as it may."""
    run_batch.enqueue(batch.organization_id, batch.pk)
    while run_waiting_tasks():
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    return Batch.objects.get(pk=batch.pk)


def counts(batch):
    return (batch.status, batch.finalised, batch.sent, batch.refused)


def told(batch):
    return list(BatchItem.objects.filter(batch=batch).order_by("place").values_list("outcome", "reason"))


def numbers(*invoices):
    return [Invoice.objects.get(pk=invoice.pk).number for invoice in invoices]


def whole(organization):
    return [*batches_that_differ(organization), *series_with_gaps(organization)] == []


def test_the_numbers_of_a_batch_follow_the_dates(drafts, olive):
    (late,) = drafts(1, issued_on=date(2026, 11, 30))
    (early,) = drafts(1, issued_on=date(2026, 11, 1))
    (also_late,) = drafts(1, issued_on=date(2026, 11, 30))
    batch = run(asked([late, early, also_late], olive))
    assert counts(batch) == ("done", 3, 0, 0)
    assert numbers(early, late, also_late) == ["INV-2026-0001", "INV-2026-0002", "INV-2026-0003"]
    assert not Delivery.objects.exists()


def test_a_batch_that_sends_mails_each_invoice(drafts, olive, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        batch = asked(drafts(2), olive, sends=True)
    with django_capture_on_commit_callbacks(execute=True):
        run_waiting_tasks()
    run_waiting_tasks()
    assert counts(Batch.objects.get(pk=batch.pk)) == ("done", 2, 2, 0)
    assert told(batch) == [("sent", ""), ("sent", "")]
    assert [message.to for message in mail.outbox] == [["pay@baker.example"]] * 2


def test_what_has_no_email_address_is_finalised_and_not_sent(a_draft, a_customer, olive):
    silent = a_customer("Silent Ltd", **ADDRESS)
    batch = run(asked([a_draft(customer=silent)], olive, sends=True))
    assert counts(batch) == ("done", 1, 0, 0)
    assert told(batch) == [("finalised", "Silent Ltd has no billing email.")]
    assert mail.outbox == []


def test_what_has_no_billing_address_is_left_out(a_draft, drafts, olive):
    nowhere, (good,) = a_draft(), drafts(1)
    batch = run(asked([nowhere, good], olive))
    assert counts(batch) == ("done", 1, 0, 1)
    assert told(batch)[0] == (
        "refused",
        "Anders & Sons Bakery had no billing address. Fill it in and refresh the draft, or finalise it alone.",
    )
    assert numbers(nowhere, good) == ["", "INV-2026-0001"]


def test_a_refusal_is_kept_with_its_sentence_and_stops_nothing(a_draft, drafts, baker, olive):
    first, empty, last = drafts(1)[0], a_draft((), customer=baker), drafts(1)[0]
    batch = run(asked([first, empty, last], olive))
    assert counts(batch) == ("done", 2, 0, 1)
    assert told(batch)[1] == ("refused", "This invoice has no lines. Add one first.")
    assert numbers(first, last) == ["INV-2026-0001", "INV-2026-0002"]
    assert whole(olive.organization)


def test_a_second_batch_over_the_same_draft_says_that_it_is_finalised_already(drafts, olive):
    found = drafts(1)
    first, second = asked(found, olive), asked(found, olive)
    run(first)
    assert counts(run(second)) == ("done", 0, 0, 1)
    assert told(second) == [("refused", "INV-2026-0001 is finalised and never changes. Credit or void it instead.")]


def test_a_draft_deleted_meanwhile_is_told(drafts, olive):
    gone, kept = drafts(2)
    batch = asked([gone, kept], olive)
    delete_draft(gone, by=olive, at=NOW)
    assert counts(run(batch)) == ("done", 1, 0, 1)
    assert told(batch)[0] == ("refused", "This draft was deleted meanwhile.")


@pytest.mark.parametrize("broken_at", [1, 2, 3])
@pytest.mark.parametrize("is_before", [True, False])
def test_a_batch_cut_off_goes_on_where_it_was(drafts, olive, monkeypatch, broken_at, is_before):
    found = drafts(3)
    batch = asked(found, olive, sends=True)
    issue, calls = batches._issue, []

    def cut_off(*args, **values):
        calls.append(args)
        if is_before and len(calls) == broken_at:
            raise KeyboardInterrupt
        issue(*args, **values)
        if len(calls) == broken_at:
            raise KeyboardInterrupt

    monkeypatch.setattr(batches, "_issue", cut_off)
    with pytest.raises(KeyboardInterrupt):
        run(batch)
    half = Batch.objects.get(pk=batch.pk)
    assert counts(half) == ("running", broken_at - 1, broken_at - 1, 0)
    assert whole(olive.organization)
    monkeypatch.setattr(batches, "_issue", issue)
    assert counts(run(batch)) == ("done", 3, 3, 0)
    assert numbers(*found) == ["INV-2026-0001", "INV-2026-0002", "INV-2026-0003"]
    assert Delivery.objects.count() == 3
    assert whole(olive.organization)


def test_a_batch_run_twice_does_everything_once(drafts, olive):
    batch = asked(drafts(2), olive, sends=True)
    run(batch)
    assert counts(run(batch)) == ("done", 2, 2, 0)
    assert Delivery.objects.count() == 2
    assert Entry.objects.filter(name="billing.batch_finished").count() == 1


def test_a_worker_that_another_one_overtook_stops(drafts, olive):
    batch = asked(drafts(2), olive)
    assert batches._take_next(batch.pk, 0)
    assert not batches._take_next(batch.pk, 0)
    assert Batch.objects.get(pk=batch.pk).done == 1


def test_an_error_nobody_thought_of_ends_the_batch_and_the_rest_can_be_begun_anew(drafts, olive, monkeypatch):
    found = drafts(2)
    batch = asked(found, olive)
    finalise = batches.finalise_invoice

    def broken(invoice, **values):
        if invoice.pk == found[1].pk:
            raise ZeroDivisionError
        return finalise(invoice, **values)

    monkeypatch.setattr(batches, "finalise_invoice", broken)
    failed = work(batch)
    assert counts(failed) == ("failed", 1, 0, 0)
    assert failed.failure == "An error came up that nobody thought of. The log of the program says which."
    monkeypatch.setattr(batches, "finalise_invoice", finalise)
    assert counts(run(asked(found, olive))) == ("done", 1, 0, 1)
    assert whole(olive.organization)


def test_a_stopped_batch_keeps_what_is_finalised(drafts, olive):
    first, second = drafts(2)
    batch = asked([first, second], olive)
    batches._take_next(batch.pk, 0)
    cancel_batch(batch, at=NOW)
    assert counts(run(batch)) == ("cancelled", 1, 0, 0)
    assert numbers(first, second) == ["INV-2026-0001", ""]
    with pytest.raises(Conflict, match="not running"):
        cancel_batch(batch, at=NOW)


def test_a_batch_has_one_entry_beside_those_of_its_invoices(drafts, olive):
    batch = run(asked(drafts(2), olive))
    entry = Entry.objects.get(name="billing.batch_finished")
    assert (entry.subject_id, entry.facts) == (batch.pk, {"total": 2, "finalised": 2, "sent": 0, "refused": 0})
    assert Entry.objects.filter(name="billing.invoice_finalised").count() == 2


def test_a_batch_of_nothing_or_of_too_much_is_refused(drafts, olive, monkeypatch):
    with pytest.raises(Refusal, match="no draft"):
        asked([], olive)
    monkeypatch.setattr(batches, "MOST_IN_BATCH", 1)
    with pytest.raises(Refusal, match="At most 1 drafts"):
        asked(drafts(2), olive)
    assert not Batch.objects.exists()


def test_verify_data_names_a_batch_that_counts_otherwise(drafts, olive):
    batch = run(asked(drafts(2), olive))
    finalise_invoice(drafts(1)[0], by=olive, at=NOW)
    assert whole(olive.organization)
    Batch.objects.filter(pk=batch.pk).update(finalised=1)
    assert list(batches_that_differ(olive.organization)) == [f"batch {batch.pk} counts otherwise than its items"]
