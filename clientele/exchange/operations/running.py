"""Running an import: a portion of rows is one transaction with its own mark, so nothing is lost and nothing doubles."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from clientele.background.choices import GaveUp
from clientele.background.operations import inside_organization
from clientele.customers.operations.bulk import apply_changes, create_customers
from clientele.exchange.choices import ImportMode, ImportStatus
from clientele.exchange.models import Import, ImportRefusal
from clientele.exchange.operations.deciding import Decider, Decision, Drafted
from clientele.exchange.operations.passing import chunks, count, decider_of, keep_refusals, opened
from clientele.exchange.reading.table import Row
from clientele.kit.ahead import ahead
from clientele.kit.bulk import many_rows
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.statistics import refresh_statistics
from clientele.search.operations import sample_pieces
from clientele.trail.operations import record

_TRIES = 3


@transaction.atomic
def start_import(batch: Import, *, at: datetime, mode: str | None = None) -> Import:
    """Let a checked import run in the background.

    Raises `import_started` or `import_unchecked` (409), `import_has_refusals` (422) where all rows or none are
    wanted, `import_empty` (422) where no row is good.
    """
    current: Import = Import.objects.select_for_update(of=("self",)).select_related("organization").get(pk=batch.pk)
    current.mode = ImportMode(mode or current.mode)
    _refuse_unready(current)
    ImportRefusal.objects.filter(batch=current).delete()
    current.status, current.started_at, current.generation = ImportStatus.RUNNING, at, current.generation + 1
    current.created = current.updated = current.unchanged = current.refused = current.done = current.cursor = 0
    current.save()
    transaction.on_commit(partial(run_import.enqueue, current.organization_id, current.pk))
    return current


@transaction.atomic
def cancel_import(batch: Import, *, at: datetime) -> Import:
    """Stop a running import; what was imported stays.

    Raises `import_not_running` (409).
    """
    current: Import = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if current.status != ImportStatus.RUNNING:
        raise Conflict("import_not_running", "This import is not running.")
    current.status, current.finished_at = ImportStatus.CANCELLED, at
    current.save(update_fields=["status", "finished_at"])
    return current


@transaction.atomic
def _give_up(why: GaveUp, organization_id: int, import_id: int) -> None:
    """An import that no worker goes on with any more says so; chosen anew, its file goes on where it stopped."""
    with inside_organization(organization_id):
        _end(import_id, ImportStatus.FAILED, f"{why.label} Choose the file again: nothing is imported twice.")


@task(given_up=_give_up)
def run_import(organization_id: int, import_id: int) -> None:
    """Import the file from where the last run stopped; running twice imports once."""
    with inside_organization(organization_id), many_rows():
        batch = Import.objects.select_related("organization", "by__user", "by__organization").get(pk=import_id)
        if batch.status != ImportStatus.RUNNING:
            return
        try:
            if batch.mode == ImportMode.ALL_OR_NOTHING:
                with transaction.atomic():
                    _run(batch)
            else:
                _run(batch)
        except Refusal as refusal:
            _end(import_id, ImportStatus.FAILED, refusal.message)
        except IntegrityError:
            _end(
                import_id,
                ImportStatus.FAILED,
                f"{batch.organization.words.many} were changed at the same time again and again. Start it anew.",
            )


def _run(batch: Import) -> None:
    decider = decider_of(batch)
    with opened(batch) as table:
        rows = table.rows()
        _recall(batch, decider, rows)
        with closing(ahead(map(decider.drafted, chunks(rows)))) as portions:
            for portion in portions:
                if not _import_portion(batch, decider, portion):
                    return
    _finish(batch)


def _recall(batch: Import, decider: Decider, rows: Iterator[Row]) -> None:
    """Pass over the rows that an earlier run dealt with, remembering what they took."""
    if not batch.cursor:
        return
    refused = frozenset(ImportRefusal.objects.filter(batch=batch).values_list("row", flat=True))

    def before() -> Iterator[Row]:
        for row in rows:
            yield row
            if row.number >= batch.cursor:
                return

    decider.recall(before(), refused)


def _import_portion(batch: Import, decider: Decider, rows: Sequence[Drafted]) -> bool:
    """Import one portion whole, together with the mark that it is done; False where the import was stopped."""
    for attempt in range(1, _TRIES + 1):
        try:
            with transaction.atomic():
                if not _is_ours(batch):
                    return False
                _write(batch, decider.decide(rows, lock=True))
        except IntegrityError:
            # A name or a code was taken a moment ago by somebody else: decide again, with that in sight.
            decider.forget()
            batch.refresh_from_db()
            if attempt == _TRIES:
                raise
        else:
            return True
    return False


def _is_ours(batch: Import) -> bool:
    """Lock the import; whether it still runs, and nobody else has gone further meanwhile."""
    locked = Import.objects.select_for_update(of=("self",)).filter(pk=batch.pk)
    return locked.values_list("status", "cursor").get() == (ImportStatus.RUNNING, batch.cursor)


def _write(batch: Import, decisions: Sequence[Decision]) -> None:
    at = timezone.now()
    count(batch, decisions)
    if batch.mode == ImportMode.ALL_OR_NOTHING and batch.refused:
        first = next(decision for decision in decisions if decision.reason)
        raise Refusal(
            "import_has_refusals", f"Row {first.row.number}: {first.reason} Nothing was imported, as you asked."
        )
    create_customers([decision.new for decision in decisions if decision.new], by=batch.by, at=at, file=batch.name)
    changes = [decision.change for decision in decisions if decision.change]
    apply_changes(changes, by=batch.by, at=at, file=batch.name)
    keep_refusals(batch, decisions)
    batch.save(update_fields=["created", "updated", "unchanged", "refused", "done", "cursor"])


@transaction.atomic
def _finish(batch: Import) -> None:
    if not _is_ours(batch):
        return
    batch.status, batch.finished_at = ImportStatus.DONE, timezone.now()
    batch.save(update_fields=["status", "finished_at"])
    transaction.on_commit(refresh_statistics, robust=True)
    transaction.on_commit(sample_pieces, robust=True)
    record(
        "exchange.import_finished",
        batch,
        by=batch.by,
        at=batch.finished_at,
        file=batch.name,
        created=batch.created,
        updated=batch.updated,
        refused=batch.refused,
    )


def _end(import_id: int, status: str, failure: str) -> None:
    running = Import.objects.filter(pk=import_id, status=ImportStatus.RUNNING)
    running.update(status=status, failure=failure, finished_at=timezone.now())


def _refuse_unready(batch: Import) -> None:
    if batch.status == ImportStatus.CHECKING:
        raise Conflict("import_unchecked", "The check is still going on. Wait until it is done.")
    if batch.status != ImportStatus.CHECKED:
        raise Conflict("import_started", "This import has run already. Choose the file again to import it anew.")
    if batch.mode == ImportMode.ALL_OR_NOTHING and batch.refused:
        refused = "1 row is" if batch.refused == 1 else f"{batch.refused:,} rows are"
        raise Refusal(
            "import_has_refusals",
            f"{refused} refused, and you asked for all rows or none. Mend them, or leave them out.",
            field="mode",
        )
    if not batch.accepted:
        raise Refusal("import_empty", "There is nothing to import: no row would be created or updated.", field="mode")
