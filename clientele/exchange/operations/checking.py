"""Trying an import out: everything is decided and nothing saved."""

from contextlib import closing
from functools import partial

from django.db import transaction
from django_tasks import task

from clientele.background.choices import GaveUp
from clientele.background.operations import inside_organization
from clientele.exchange.choices import ROWS_CHECKED_AT_ONCE, ImportStatus
from clientele.exchange.models import Import, ImportRefusal
from clientele.exchange.operations.passing import chunks, count, decider_of, keep_refusals, opened, show_rows
from clientele.kit.ahead import ahead
from clientele.kit.bulk import many_rows
from clientele.kit.refusals import Refusal

#: What a check finds out.
FOUND = ("created", "updated", "unchanged", "refused", "done", "preview", "status", "failure")


def check_again(batch: Import) -> None:
    """Begin a new check, which ends any that still goes on; a short file is checked before this returns."""
    batch.generation += 1
    _forget(batch)
    batch.save()
    if batch.rows <= ROWS_CHECKED_AT_ONCE:
        _check(batch)
    else:
        transaction.on_commit(partial(check_import.enqueue, batch.organization_id, batch.pk, batch.generation))


@transaction.atomic
def _give_up(why: GaveUp, organization_id: int, import_id: int, generation: int) -> None:
    """A check that no worker goes on with any more says so."""
    with inside_organization(organization_id):
        these = Import.objects.filter(pk=import_id, generation=generation, status=ImportStatus.CHECKING)
        these.update(status=ImportStatus.FAILED, failure=f"{why.label} Choose the file again.")


@task(given_up=_give_up)
def check_import(organization_id: int, import_id: int, generation: int) -> None:
    """Check a long file in the background; a newer check, a start or a discard ends it."""
    with inside_organization(organization_id), many_rows():
        batch = Import.objects.select_related("organization").filter(pk=import_id).first()
        if batch is not None and _is_current(batch, generation):
            _forget(batch)
            _check(batch)


def _check(batch: Import) -> None:
    ImportRefusal.objects.filter(batch=batch).delete()
    decider = decider_of(batch)
    try:
        with opened(batch) as table, closing(ahead(map(decider.drafted, chunks(table.rows())))) as portions:
            for portion in portions:
                decisions = decider.decide(portion)
                count(batch, decisions)
                show_rows(batch, decisions)
                with transaction.atomic():
                    if not _save_progress(batch):
                        return
                    keep_refusals(batch, decisions)
        batch.status = ImportStatus.CHECKED
    except Refusal as refusal:
        batch.status, batch.failure = ImportStatus.FAILED, refusal.message
    _save_progress(batch)


def _save_progress(batch: Import) -> bool:
    """Save what was found so far, unless this check is out of date."""
    still = Import.objects.filter(pk=batch.pk, generation=batch.generation, status=ImportStatus.CHECKING)
    return bool(still.update(**{field: getattr(batch, field) for field in FOUND}))


def _forget(batch: Import) -> None:
    batch.created = batch.updated = batch.unchanged = batch.refused = batch.done = batch.cursor = 0
    batch.preview, batch.failure, batch.status = {}, "", ImportStatus.CHECKING


def _is_current(batch: Import, generation: int) -> bool:
    return batch.status == ImportStatus.CHECKING and batch.generation == generation
