"""Choosing a file, and how it is read."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.db import transaction

from clientele.accounts.models import Member
from clientele.exchange.choices import OPEN_STATUSES, TARGET, ImportMode, ImportStatus
from clientele.exchange.models import Import, ImportRefusal
from clientele.exchange.operations.checking import check_again
from clientele.exchange.operations.passing import bare, opened
from clientele.exchange.reading.delimiters import DELIMITERS
from clientele.exchange.reading.encodings import ENCODINGS
from clientele.exchange.reading.matching import match
from clientele.exchange.reading.table import Shape, Table, open_table
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.text import tidy_line, without_unfit


@transaction.atomic
def choose_file(file: BinaryIO, *, name: str, by: Member, at: datetime, updates_existing: bool = True) -> Import:
    """Take a file in, match its columns and check it; nothing is saved of the customers.

    Raises a refusal of the field `file` (422) for what is too large or no table.
    """
    file = bare(file)
    size = file.seek(0, 2)
    refuse_large(size)
    table = open_table(file)
    batch = Import(organization=by.organization, by=by, name=_file_name(name), size=size, created_at=at)
    batch.updates_existing = updates_existing
    _read_as(batch, table)
    file.seek(0)
    batch.file.save(batch.name, File(file), save=False)
    check_again(batch)
    return batch


@transaction.atomic
def change_import(
    batch: Import,
    *,
    mapping: Sequence[str] | None = None,
    updates_existing: bool | None = None,
    mode: str | None = None,
) -> Import:
    """Change what the columns become or how rows are treated, and check again.

    Raises `import_started` (409) once it runs, `validation_error` (422) for a field that does not exist.
    """
    current = _locked(batch)
    if mapping is not None:
        current.mapping = _known_fields(current, mapping)
    if updates_existing is not None:
        current.updates_existing = updates_existing
    if mode is not None:
        current.mode = ImportMode(mode)
    check_again(current)
    return current


@transaction.atomic
def read_import_as(
    batch: Import, *, sheet: str = "", encoding: str = "", delimiter: str = "", header_row: int | None = None
) -> Import:
    """Read the file in another way than was found out; its columns are matched anew, and it is checked again.

    Raises `import_started` (409), or a refusal of the field `file` (422) for what cannot be read so.
    """
    current = _locked(batch)
    if encoding and encoding not in ENCODINGS:
        raise Refusal("validation_error", "Choose one of the encodings.", field="encoding")
    if delimiter and delimiter not in DELIMITERS:
        raise Refusal("validation_error", "Choose one of the delimiters.", field="delimiter")
    shape = Shape(encoding=encoding, delimiter=delimiter, sheet=sheet, header_row=header_row)
    current.shape = shape.as_json()
    with opened(current) as table:
        _read_as(current, table)
    check_again(current)
    return current


@transaction.atomic
def discard_import(batch: Import) -> None:
    """Drop an import that never ran, and its file; one that ran stays as history.

    Raises `import_started` (409).
    """
    current = _locked(batch, besides=(ImportStatus.FAILED,))
    if current.started_at:
        raise _started()
    ImportRefusal.objects.filter(batch=current).delete()
    transaction.on_commit(partial(current.file.storage.delete, str(current.file.name)))
    current.delete()


def _read_as(batch: Import, table: Table) -> None:
    source, fields = match(table.columns)
    batch.shape, batch.sheets = table.shape.as_json(), list(table.sheets)
    batch.columns = [
        {"title": without_unfit(column.title), "samples": [without_unfit(sample) for sample in column.samples[:3]]}
        for column in table.columns
    ]
    batch.source, batch.mapping = source.key if source else "", fields
    batch.rows = sum(1 for _ in table.rows())


def refuse_large(size: int) -> None:
    """A file has an end (422)."""
    if size > settings.IMPORT_LARGEST_FILE:
        most = settings.IMPORT_LARGEST_FILE // 1048576
        raise Refusal(
            "file_too_large",
            f"This file has {size / 1048576:,.0f} MB; at most {most} MB are read. Split it into several files.",
            field="file",
        )


def _file_name(name: str) -> str:
    return tidy_line(without_unfit(PurePath(name).name))[-200:] or "customers"


def _known_fields(batch: Import, mapping: Sequence[str]) -> list[str]:
    if len(mapping) != len(batch.columns) or any(field and field not in TARGET for field in mapping):
        raise Refusal("validation_error", "Choose a field for every column.", field="mapping")
    return list(mapping)


def _locked(batch: Import, besides: tuple[str, ...] = ()) -> Import:
    current: Import = Import.objects.select_for_update(of=("self",)).select_related("organization").get(pk=batch.pk)
    if current.status not in (*OPEN_STATUSES, *besides):
        raise _started()
    return current


def _started() -> Conflict:
    return Conflict("import_started", "This import has run already. Choose the file again to import it anew.")
