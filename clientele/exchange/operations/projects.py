"""Taking projects in from a file: each row goes through the operations that a page goes through."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from clientele.accounts.models import Member
from clientele.exchange.choices import MOST_PROJECTS, PROJECT_TARGET, Outcome
from clientele.exchange.operations.files import refuse_large
from clientele.exchange.operations.passing import bare
from clientele.exchange.operations.project_rows import ProjectRows
from clientele.exchange.operations.refusals import NotTaken, told
from clientele.exchange.reading.matching import match_projects
from clientele.exchange.reading.projects import ProjectReading
from clientele.exchange.reading.table import Row, Table, open_table
from clientele.kit.refusals import Refusal
from clientele.trail.operations import record, told_together


@dataclass(frozen=True)
class RefusedRow:
    """A row that is left out, with the reason and the way out."""

    row: int
    name: str
    reason: str
    hint: str
    cells: list[str]


@dataclass
class Imported:
    """What became, or would become, of the rows of a file; `is_kept` says whether anything was saved."""

    titles: list[str]
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refusals: list[RefusedRow] = field(default_factory=list)
    is_kept: bool = False

    @property
    def refused(self) -> int:
        return len(self.refusals)

    def refused_rows(self) -> Iterator[list[str]]:
        """The rows left out as they stood in the file, each with its row number and reason; the headings first."""
        yield ["Row", "Why it is refused", "What to do", *self.titles]
        for refused in self.refusals:
            yield [str(refused.row), refused.reason, refused.hint, *refused.cells]


@transaction.atomic
def import_projects(
    file: BinaryIO, *, name: str, by: Member, at: datetime, dry_run: bool = False, only_good_rows: bool = False
) -> Imported:
    """Add and update the projects of a file, all rows or none, or with `only_good_rows` those that are right.

    A project is known by its code, or by its name at its customer, so that a file taken twice adds nothing; a blank
    cell leaves what is there. Each project keeps its own entry in the trail, and one tells of the file. A `dry_run`
    does all of it and takes it back. Raises a refusal of the field `file` (422).
    """
    file = bare(file)
    refuse_large(file.seek(0, 2))
    table = open_table(file)
    fields = match_projects(table.columns)
    _refuse_unfit(table, fields)
    done = Imported([column.title for column in table.columns])
    with transaction.atomic():
        reading, rows = ProjectReading(fields), ProjectRows(by=by, at=at)
        for row in table.rows():
            _count(done, row, reading, rows)
        if dry_run or (done.refusals and not only_good_rows):
            transaction.set_rollback(True)
            return done
        done.is_kept = bool(done.created or done.updated)
        if done.is_kept:
            created, updated = done.created, done.updated
            record("exchange.projects_imported", by, by=by, at=at, file=name[-200:], created=created, updated=updated)
    return done


def _count(done: Imported, row: Row, reading: ProjectReading, rows: ProjectRows) -> None:
    """Write one row, or remember why it is left out."""
    draft = reading.draft(row)
    try:
        if draft.problem:
            raise NotTaken(draft.problem, draft.hint)
        with transaction.atomic(), told_together():
            outcome = rows.write(draft)
    except NotTaken as no:
        done.refusals.append(RefusedRow(row.number, draft.name, no.reason, no.hint, row.cells))
    except Refusal as refusal:
        reason, hint = told(refusal, PROJECT_TARGET)
        done.refusals.append(RefusedRow(row.number, draft.name, reason, hint, row.cells))
    else:
        done.created += outcome == Outcome.CREATED
        done.updated += outcome == Outcome.UPDATED
        done.unchanged += outcome == Outcome.UNCHANGED


def _refuse_unfit(table: Table, fields: list[str]) -> None:
    if not {"name", "code"} & set(fields):
        titles = ", ".join(column.title for column in table.columns[:5])
        told = f"No column of this file is the name or the code of a project. It has: {titles}."
        raise Refusal("file_unreadable", told, field="file")
    if (number := sum(1 for _ in table.rows())) > MOST_PROJECTS:
        told = f"This file has {number:,} rows; at most {MOST_PROJECTS:,} projects are taken. Split it into several."
        raise Refusal("file_too_large", told, field="file")
