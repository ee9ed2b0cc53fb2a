"""clientele customers import"""

from argparse import Namespace
from pathlib import Path

from django.utils import timezone

from clientele.accounts.choices import Feature
from clientele.accounts.models import Member
from clientele.console.outcomes import MOST_TOLD, keep_refused, tell_outcome
from clientele.console.people import refuse_switched_off, the_author, the_organization
from clientele.console.terminal import Problem, complain
from clientele.console.working import work_off
from clientele.customers.policy import may_import
from clientele.exchange.choices import ImportMode, ImportStatus
from clientele.exchange.models import Import
from clientele.exchange.operations import cancel_import, choose_file, discard_import, start_import
from clientele.exchange.queries import refusals_of, refused_rows
from clientele.kit.tenancy import inside


def run(options: Namespace) -> int:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    refuse_switched_off(organization, Feature.IMPORT, "Importing customers")
    if not may_import(by):
        raise Problem(f"{by.name} may not import customers into {organization.slug}.")
    with inside(organization):
        batch = _check(options.file, by)
        if options.dry_run:
            _tell(batch, False, options.refused)
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
        _tell(batch, False, options.refused)
        discard_import(batch)
        raise Problem("Nothing was imported. Mend these rows, or leave them out with --only-good-rows")
    if not batch.accepted:
        _tell(batch, True, options.refused)
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
    _tell(batch, True, options.refused)
    return 0


def _wait(batch: Import, doing: str) -> None:
    work_off(batch, doing, total=batch.rows, is_busy=lambda: batch.is_busy)


def _tell(batch: Import, is_done: bool, path: Path | None) -> None:
    tell_outcome(batch, refusals_of(batch)[:MOST_TOLD], is_done=is_done)
    keep_refused(refused_rows(batch), path if batch.refused else None)
