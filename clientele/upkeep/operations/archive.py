"""The archive of a backup: a ZIP of one JSON-lines file a table, the files, and a manifest that knows them all."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings

from clientele.upkeep.operations.envelope import BadEnvelope, DecryptingReader, EncryptingWriter, WrongKey, is_encrypted

FORMAT = 1
MANIFEST = "manifest.json"
PORTION = 1024 * 1024
LARGEST_MANIFEST = 256 * 1024 * 1024


class BadArchive(Exception):
    """Why an archive is not restored, in one sentence."""


@dataclass
class Part:
    """What the manifest knows of one member of the archive; `rows` and `columns` of tables alone."""

    size: int
    sha256: str
    rows: int = 0
    columns: list[str] = field(default_factory=list)


@dataclass
class Manifest:
    """What is in an archive, and which version of the program wrote it."""

    version: str
    created_at: str
    database: str
    migrations: list[list[str]]
    tables: dict[str, Part] = field(default_factory=dict)
    files: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.tables.values())


def write_part(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> Part:
    """Add a member as it comes, and answer what the manifest has to know."""
    told, size, rows = hashlib.sha256(), 0, 0
    with archive.open(name, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            told.update(piece)
            size, rows = size + len(piece), rows + 1
    return Part(size, told.hexdigest(), rows)


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Add the manifest, last: an archive that was cut off has none."""
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))


@contextmanager
def fresh_file(path: Path) -> Iterator[Any]:
    """A file to write an archive into, which is on the disk when the block ends; encrypted where there is a key."""
    with path.open("wb") as file:
        if settings.BACKUP_KEY:
            writer = EncryptingWriter(file, settings.BACKUP_KEY)
            yield writer
            writer.finish()
        else:
            yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive and its manifest; raises BadArchive where it is damaged, strange or of a later format."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(_readable(path, file)) as archive:
            manifest = _manifest_of(archive)
            _refuse_strange_members(archive, manifest)
            yield archive, manifest
    except FileNotFoundError:
        raise BadArchive(f"There is no file {path}.") from None
    except WrongKey:
        raise BadArchive("The archive was encrypted with another CLIENTELE_BACKUP_KEY than this one.") from None
    except BadEnvelope as error:
        raise BadArchive(f"The archive is damaged: {error}.") from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadArchive(f"The archive is damaged: {error}") from error


def read_table(archive: zipfile.ZipFile, table: str, part: Part) -> Iterator[bytes]:
    """The lines of a table; raises BadArchive at the end where they are not those that were written."""
    with archive.open(f"tables/{table}.jsonl") as member:
        yield from _checked(iter(lambda: member.readline(part.size + 1), b""), part, table)


def read_file(archive: zipfile.ZipFile, name: str, part: Part, into: IO[bytes]) -> None:
    """Copy a file out; raises BadArchive where it is not the one that was written."""
    with archive.open(f"files/{name}") as member:
        for piece in _checked(iter(lambda: member.read(PORTION), b""), part, name):
            into.write(piece)


def _checked(pieces: Iterator[bytes], part: Part, name: str) -> Iterator[bytes]:
    told, size = hashlib.sha256(), 0
    for piece in pieces:
        size += len(piece)
        if size > part.size:
            raise BadArchive(f"The archive is damaged: {name} is longer than it was.")
        told.update(piece)
        yield piece
    if size != part.size or told.hexdigest() != part.sha256:
        raise BadArchive(f"The archive is damaged: {name} is not what was written.")


def _readable(path: Path, file: IO[bytes]) -> IO[bytes]:
    if not is_encrypted(path):
        return file
    if not settings.BACKUP_KEY:
        raise BadArchive("The archive is encrypted. Add the line CLIENTELE_BACKUP_KEY=... with the key of that time.")
    return io.BufferedReader(DecryptingReader(file, settings.BACKUP_KEY), PORTION)


def _manifest_of(archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise BadArchive("The archive is damaged: its manifest is too long.")
        told = json.loads(archive.read(MANIFEST))
        if told["format"] > FORMAT:
            raise BadArchive("The archive is of a newer version of Clientele. Upgrade first.")
        tables, files = _parts(told.pop("tables")), _parts(told.pop("files"))
        return Manifest(**told, tables=tables, files=files)
    except KeyError as error:
        raise BadArchive(f"This is not a backup of Clientele, or it was cut off: {error} is missing.") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise BadArchive(f"The archive is damaged: its manifest cannot be read ({error}).") from None


def _parts(told: dict[str, Any]) -> dict[str, Part]:
    return {str(name): Part(**part) for name, part in told.items()}


def _refuse_strange_members(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    expected = {MANIFEST, *(f"tables/{name}.jsonl" for name in manifest.tables)}
    expected |= {f"files/{name}" for name in manifest.files}
    names = archive.namelist()
    if len(names) != len(set(names)) or set(names) != expected:
        strange = sorted(set(names) ^ expected)[:1] or ["a name twice"]
        raise BadArchive(f"The archive is damaged: it holds other parts than its manifest says ({strange[0]}).")
    for name in manifest.files:
        refuse_escape(name)


def refuse_escape(name: str) -> None:
    """Raises BadArchive for a file name that leads out of its folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or ":" in name or not path.parts:
        raise BadArchive(f"The archive is refused: it holds a file that leads out of its folder ({name!r}).")
