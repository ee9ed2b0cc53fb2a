"""Many drafts finalised in one go: each is a transaction of its own with its mark, so none is lost and none doubled."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from clientele.accounts.models import Member
from clientele.background.choices import GaveUp
from clientele.background.operations import inside_organization
from clientele.billing.choices import MOST_IN_BATCH, BatchOutcome, BatchStatus
from clientele.billing.models import Batch, BatchItem, Invoice
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.billing.operations.finalising import finalise_invoice
from clientele.billing.operations.sending import send_invoice
from clientele.billing.policy import may_edit
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.operations import record

_COUNTS = ("finalised", "sent", "refused")


@transaction.atomic
def issue_batch(invoices: InvoiceQuerySet, *, sends: bool, by: Member, at: datetime) -> Batch:
    """Finalise these drafts in the background, the oldest date first so that numbers follow dates, and send them.

    One that cannot be finalised, or has no billing address, is left out with its reason; one without an email address
    is finalised and not sent. Raises `batch_empty` or `batch_too_long` (422).
    """
    keys = list(invoices.order_by("issued_on", "pk").values_list("pk", flat=True)[: MOST_IN_BATCH + 1])
    if not keys:
        raise Refusal("batch_empty", "There is no draft to finalise. Choose at least one.", field="invoices")
    if len(keys) > MOST_IN_BATCH:
        raise Refusal(
            "batch_too_long", f"At most {MOST_IN_BATCH:,} drafts go in one batch. Choose fewer.", field="invoices"
        )
    batch = Batch(organization=by.organization, by=by, sends=sends, total=len(keys), asked_at=at)
    batch.save()
    BatchItem.objects.bulk_create(
        BatchItem(organization=by.organization, batch=batch, invoice_id=key, place=place)
        for place, key in enumerate(keys, 1)
    )
    transaction.on_commit(partial(run_batch.enqueue, batch.organization_id, batch.pk))
    return batch


@transaction.atomic
def cancel_batch(batch: Batch, *, at: datetime) -> Batch:
    """Stop a running batch; what is finalised stays so.

    Raises `batch_not_running` (409).
    """
    current: Batch = _locked(batch.pk)
    if not current.is_running:
        raise Conflict("batch_not_running", "This batch is not running.")
    _end(current, BatchStatus.CANCELLED, at=at)
    return current


@transaction.atomic
def resume_batch(batch: Batch, *, by: Member, at: datetime) -> Batch:
    """Go on with the drafts that a failed batch did not come to, on behalf of who says so.

    Raises `batch_not_failed` (409).
    """
    current: Batch = _locked(batch.pk)
    if not current.has_failed:
        raise Conflict("batch_not_failed", "This batch has not failed.")
    current.status, current.finished_at, current.failure, current.by = BatchStatus.RUNNING, None, "", by
    current.save(update_fields=["status", "finished_at", "failure", "by"])
    record("billing.batch_resumed", current, by=by, at=at, left=current.left)
    transaction.on_commit(partial(run_batch.enqueue, current.organization_id, current.pk))
    return current


@transaction.atomic
def _give_up(why: GaveUp, organization_id: int, batch_id: int) -> None:
    """A batch that no worker goes on with any more says so, and can be gone on with."""
    with inside_organization(organization_id):
        batch = _locked(batch_id)
        if batch.is_running:
            batch.failure = str(why.label)
            _end(batch, BatchStatus.FAILED, at=timezone.now())


@task(given_up=_give_up)
def run_batch(organization_id: int, batch_id: int) -> None:
    """Go on with a batch from where the last run stopped; running twice finalises once."""
    with inside_organization(organization_id):
        done = Batch.objects.get(pk=batch_id).done
        while _take_next(batch_id, done):
            done += 1


@transaction.atomic
def _take_next(batch_id: int, done: int) -> bool:
    """Deal with the next draft; False where the batch was stopped, is at its end, or another worker is ahead."""
    batch = _locked(batch_id)
    if not batch.is_running or batch.done != done:
        return False
    now = timezone.now()
    if batch.done == batch.total:
        _end(batch, BatchStatus.DONE, at=now)
        return False
    item = BatchItem.objects.select_related("invoice").get(batch=batch, place=batch.done + 1)
    _issue(item, batch, at=now)
    item.save(update_fields=["outcome", "code", "reason"])
    batch.save(update_fields=_COUNTS)
    return True


def _issue(item: BatchItem, batch: Batch, *, at: datetime) -> None:
    """Finalise one draft, and send it where it says whereto; a refusal takes back what was done of it, and is kept."""
    try:
        with transaction.atomic():
            _refuse_without_leave(batch.by)
            final = finalise_invoice(_ready(item), by=batch.by, at=at)
            item.outcome = BatchOutcome.FINALISED
            if batch.sends and final.billing["buyer"]["email"]:
                send_invoice(final, by=batch.by, at=at)
                item.outcome = BatchOutcome.SENT
            elif batch.sends:
                item.code, item.reason = "recipient_missing", f"{final.customer.name} has no billing email."
    except Refusal as refusal:
        item.outcome, item.code, item.reason = BatchOutcome.REFUSED, refusal.code, refusal.message[:400]
        batch.refused += 1
    else:
        batch.finalised += 1
        batch.sent += item.outcome == BatchOutcome.SENT


def _refuse_without_leave(by: Member) -> None:
    """Who asked may have left the team, or lost the right, since."""
    if not (by.is_active and by.user.is_active):
        raise Conflict("member_gone", f"{by.name}, who asked for it, is no longer in the team. Choose it again.")
    if not may_edit(by):
        raise Conflict("member_may_not", f"{by.name}, who asked for it, may no longer finalise. Choose it again.")


def _ready(item: BatchItem) -> Invoice:
    """The draft, where it is there and says who is billed."""
    draft: Invoice | None = Invoice.objects.select_for_update().filter(pk=item.invoice_id).order_by("pk").first()
    if draft is None:
        raise Conflict("draft_gone", "This draft was deleted meanwhile.")
    if draft.is_draft and not draft.billing["buyer"]["line1"]:
        raise Conflict(
            "billing_address_missing",
            f"{draft.customer.name} had no billing address. Fill it in and refresh the draft, or finalise it alone.",
        )
    return draft


def _locked(batch_id: int) -> Batch:
    rows = Batch.objects.select_for_update(of=("self",)).select_related("by__user", "by__role", "by__organization")
    batch: Batch = rows.get(pk=batch_id)
    return batch


def _end(batch: Batch, status: str, *, at: datetime) -> None:
    batch.status, batch.finished_at = status, at
    batch.save(update_fields=["status", "finished_at", "failure"])
    counts = {name: getattr(batch, name) for name in ("total", *_COUNTS)}
    record("billing.batch_finished", batch, by=batch.by, at=at, **counts)
