"""clientele customers import"""

import csv
from argparse import Namespace
from itertools import islice
from pathlib import Path
from threading import Thread

from django.utils import timezone

from clientele.accounts.models import Member
from clientele.background.operations import run_waiting_tasks
from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, Progress, complain, counted, say
from clientele.customers.policy import may_import
from clientele.exchange.choices import ImportMode, ImportStatus
from clientele.exchange.models import Import
from clientele.exchange.operations import cancel_import, choose_file, discard_import, start_import
from clientele.exchange.queries import refusals_of, refused_rows
from clientele.kit.tenancy import inside

LOOK_EVERY = 0.2
MOST_TOLD = 20


def run(options: Namespace) -> int:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    if not may_import(by):
        raise Problem(f"{by.name} may not import customers into {organization.slug}.")
    with inside(organization):
        batch = _check(options.file, by)
        if options.dry_run:
            _tell(batch, "Would create", options.refused)
            discard_import(batch)
            return int(batch.refused > 0)
        return _import(batch, options)


def _check(path: Path, by: Member) -> Import:
    with path.open("rb") as file:
        batch = choose_file(file, name=path.name, by=by, at=timezone.now())
    _wait(batch, "Checking row")
    if batch.status == ImportStatus.FAILED:
        raise Problem(batch.failure)
    return batch


def _import(batch: Import, options: Namespace) -> int:
    if batch.refused and not options.only_good_rows:
        _tell(batch, "Would create", options.refused)
        discard_import(batch)
        raise Problem("Nothing was imported. Mend these rows, or leave them out with --only-good-rows")
    if not batch.accepted:
        _tell(batch, "Created", options.refused)
        discard_import(batch)
        return 0
    mode = ImportMode.GOOD_ROWS if options.only_good_rows else ImportMode.ALL_OR_NOTHING
    batch = start_import(batch, at=timezone.now(), mode=mode)
    try:
        _wait(batch, "Importing row")
    except KeyboardInterrupt:
        cancel_import(batch, at=timezone.now())
        complain("Stopped. What was imported so far stays, if --only-good-rows was given.")
        raise
    if batch.status != ImportStatus.DONE:
        raise Problem(batch.failure or "The import was stopped.")
    _tell(batch, "Created", options.refused)
    return 0


def _wait(batch: Import, doing: str) -> None:
    """Work with whatever workers there are until the import rests, and show how far it is."""
    with Progress(doing, batch.rows) as progress:
        while batch.is_busy:
            hands = Thread(target=run_waiting_tasks, daemon=True)
            hands.start()
            while hands.is_alive():
                hands.join(LOOK_EVERY)
                batch.refresh_from_db()
                progress.at(batch.done)
            batch.refresh_from_db()


def _tell(batch: Import, created: str, path: Path | None) -> None:
    updated = "update" if created.startswith("Would") else "updated"
    say(
        f"{created} {batch.created:,}, {updated} {batch.updated:,}, {batch.unchanged:,} stay as they are,"
        f" {counted(batch.refused, 'row')} refused."
    )
    for refusal in refusals_of(batch)[:MOST_TOLD]:
        say(f"  Row {refusal.row}: {' '.join(part for part in (refusal.name, refusal.reason, refusal.hint) if part)}")
    if batch.refused > MOST_TOLD:
        say(f"  and {batch.refused - MOST_TOLD:,} more")
    if path and batch.refused:
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file).writerows(islice(refused_rows(batch), None))
        say(f"The refused rows are in {path}.")
