"""Writing an archive, and not calling it one before it was restored aside and compared."""

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from clientele.upkeep.models import Backup
from clientele.upkeep.operations.archive import PORTION, BadArchive, Manifest, fresh_file, write_manifest, write_part
from clientele.upkeep.operations.rows import columns_of, lines_of, stored_models
from clientele.upkeep.operations.unpack import unpack

Doing = Callable[[str], None]


def back_up(path: Path, *, at: datetime, doing: Doing = lambda _: None) -> Manifest:
    """Write everything but the keys into an archive that only we may read; it appears when it is proven.

    The tables are those of one moment, and nobody has to stop meanwhile. Raises BadArchive, FileExistsError.
    """
    if path.exists():
        raise FileExistsError(f"{path} exists already.")
    part = path.with_name(f".{path.name}.part")
    try:
        part.touch(mode=0o600)
        manifest = _write(part, at, doing)
        doing("Restoring it aside")
        data = Path(settings.DATA)
        data.mkdir(parents=True, exist_ok=True)
        aside = tempfile.TemporaryDirectory(prefix=".clientele-", dir=data)  # where the archive goes may be foreign
        with aside as folder, unpack(part, Path(folder)) as (_, found):
            if found != manifest:
                raise BadArchive("The archive does not hold what was written.")
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    size, is_encrypted = path.stat().st_size, bool(settings.BACKUP_KEY)
    Backup.objects.create(made_at=at, rows=manifest.rows, size=size, is_encrypted=is_encrypted)
    return manifest


def _write(part: Path, at: datetime, doing: Doing) -> Manifest:
    with fresh_file(part) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        with _one_moment():
            manifest = Manifest(settings.VERSION, at.isoformat(), connection.vendor, _migrations())
            for model in stored_models():
                table = model._meta.db_table
                doing(f"Writing {table}")
                told = write_part(archive, f"tables/{table}.jsonl", lines_of(model, using="default"))
                told.columns = columns_of(model)
                manifest.tables[table] = told
        for name, path in stored_files():
            doing(f"Writing {name}")
            told = write_part(archive, f"files/{name}", _pieces(path))
            told.rows = 0
            manifest.files[name] = told
        write_manifest(archive, manifest)
    return manifest


def files_folder() -> Path:
    """Where uploaded files lie."""
    store: Any = settings.STORAGES["default"]
    return Path(store["OPTIONS"]["location"])


def stored_files() -> Iterator[tuple[str, Path]]:
    """Every uploaded file: its name in the store, and where it is."""
    root = files_folder()
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(root).as_posix(), path


@contextmanager
def _one_moment() -> Iterator[None]:
    """Reads of one moment, without keeping anybody from writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    connection.ensure_connection()
    usual = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]


def _migrations() -> list[list[str]]:
    return sorted(list(key) for key in MigrationRecorder(connection).applied_migrations())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PORTION):
            yield piece
