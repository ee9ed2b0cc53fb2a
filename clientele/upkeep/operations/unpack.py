"""Making a database of an archive, beside the real one."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.db import DatabaseError, connections, transaction
from django.db.migrations.loader import MigrationLoader

from clientele.upkeep.operations.archive import BadArchive, Manifest, opened, read_file, read_table
from clientele.upkeep.operations.rows import columns_of, empty_tables, insert_lines, lines_of, stored_models
from clientele.upkeep.operations.scratch import bring_to, bring_to_present, scratch_database


@contextmanager
def unpack(path: Path, folder: Path) -> Iterator[tuple[str, Manifest]]:
    """The alias of a database that holds what the archive holds, at this version, and the archive's manifest.

    The database is `folder/clientele.sqlite3`, the files lie in `folder/files`; every row and every byte was compared.
    Raises BadArchive.
    """
    with opened(path) as (archive, manifest):
        known = _known_migrations(manifest)
        with scratch_database(folder / "clientele.sqlite3") as alias:
            try:
                registry = bring_to(known, using=alias)
                _load(archive, manifest, registry, alias)
                _compare(manifest, registry, alias)
                _write_files(archive, manifest, folder / "files")
                bring_to_present(using=alias)
            except (DatabaseError, ValueError, TypeError, json.JSONDecodeError) as error:
                raise BadArchive(f"The archive cannot be restored: {' '.join(str(error).split())}") from error
            yield alias, manifest


def _known_migrations(manifest: Manifest) -> set[tuple[str, str]]:
    known = set(MigrationLoader(None).disk_migrations)
    wanted = {(str(app), str(name)) for app, name in manifest.migrations}
    if unknown := sorted(wanted - known):
        name = ".".join(unknown[0])
        raise BadArchive(f"The archive is of a newer version of Clientele ({manifest.version}, {name}). Upgrade first.")
    return wanted


def _load(archive: ZipFile, manifest: Manifest, registry: Any, alias: str) -> None:
    tables = {model._meta.db_table: model for model in stored_models(registry)}
    if tables.keys() != manifest.tables.keys():
        strange = min(tables.keys() ^ manifest.tables.keys())
        raise BadArchive(f"The archive is not whole: its tables are not those of its version ({strange}).")
    with transaction.atomic(using=alias):
        empty_tables(list(tables.values()), using=alias)
        for table, model in tables.items():
            part = manifest.tables[table]
            if part.columns != columns_of(model):
                raise BadArchive(f"The archive is not whole: {table} has other columns.")
            if insert_lines(model, read_table(archive, table, part), using=alias) != part.rows:
                raise BadArchive(f"The archive is not whole: {table} has another number of rows.")
        connections[alias].check_constraints()


def _compare(manifest: Manifest, registry: Any, alias: str) -> None:
    """What was restored, written again, gives the bytes that were written at first."""
    for model in stored_models(registry):
        told = hashlib.sha256()
        for line in lines_of(model, using=alias):
            told.update(line)
        if told.hexdigest() != manifest.tables[model._meta.db_table].sha256:
            raise BadArchive(f"What was restored of {model._meta.db_table} is not what was stored.")


def _write_files(archive: ZipFile, manifest: Manifest, folder: Path) -> None:
    folder.mkdir()
    for name, part in manifest.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            read_file(archive, name, part, file)
