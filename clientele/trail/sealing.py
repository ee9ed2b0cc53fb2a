"""Sealing the trail: some time after they are committed, entries become links of a chain, one for each organisation."""

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django_scopes import scopes_disabled

from clientele.trail.models import Entry, Seal

PORTION = 2_000
MARK_LENGTH = 12
PAUSE, PATIENCE = 1.0, 5.0

#: What of an entry is sealed, in this order: all of it. Another column needs a seal of another form.
SEALED = (
    *("id", "organization_id", "at", "name", "subject_kind", "subject_id", "subject_text", "within_kind", "within_id"),
    *("member_id", "author", "changes", "facts"),
)

Row = tuple[Any, ...]
_SEALING = 0x7472_6169_6C
_HIGHEST = "SELECT COALESCE(MAX(id), 0) FROM trail_entry"
_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND relation = 'trail_entry'::regclass AND mode = 'RowExclusiveLock' AND pid IS DISTINCT FROM pg_backend_pid()
"""


def seal_entries(*, up_to: int, at: datetime) -> int:
    """Seal what is not sealed of every organisation, up to an id, and answer how many entries that was."""
    number = 0
    while sealed := _seal_portion(up_to, at):
        number += sealed
    return number


def settled() -> int:
    """The highest id below which no entry can appear any more, 0 where that cannot be told now.

    On SQLite there is one writer at a time. On PostgreSQL a lower id may be committed later: so whoever was writing
    when the highest was read has to have ended.
    """
    highest = _ask(_HIGHEST)
    if connection.vendor == "sqlite" or highest == sealed_up_to():
        return highest
    time.sleep(PAUSE)  # who took an id has begun to write by now
    writing, end = _writing(), time.monotonic() + PATIENCE
    while writing & _writing():
        if time.monotonic() > end:
            return 0
        time.sleep(PAUSE / 10)
    return highest


def _writing() -> set[str]:
    """The transactions of others that have written to the trail and go on; those of other databases do not count."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS)
        return {transaction for (transaction,) in cursor.fetchall()}


def sealed_up_to() -> int:
    """The id of the last entry that is sealed, of any organisation; all before it are, since they go in order."""
    with scopes_disabled():
        last: int | None = Seal.objects.aggregate(last=Max("last_id"))["last"]
    return last or 0


def line_of(row: Row) -> bytes:
    """An entry in one line that is the same on every database; `row` holds the values of SEALED."""
    told = [value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for value in row]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def digest_of(previous: str, seal: Seal, lines: Iterable[bytes]) -> str:
    """The digest of a seal: over that of the one before, its own place, and the entries."""
    told = hashlib.sha256(previous.encode())
    told.update(line_of((seal.organization_id, seal.number, seal.sealed_at)))
    for line in lines:
        told.update(line)
    return told.hexdigest()


def mark_of(line: bytes) -> str:
    """By which an entry that was touched is found within its run."""
    return hashlib.sha256(line).hexdigest()[:MARK_LENGTH]


@transaction.atomic
def _seal_portion(up_to: int, at: datetime) -> int:
    if not _is_alone():
        return 0
    with scopes_disabled():
        found = Entry.objects.filter(pk__gt=sealed_up_to(), pk__lte=up_to).order_by("pk")
        runs: dict[int, list[Row]] = defaultdict(list)
        for row in found.values_list(*SEALED)[:PORTION]:
            runs[row[1]].append(row)
        Seal.objects.bulk_create(_seals(runs, at))
    return sum(map(len, runs.values()))


def _is_alone() -> bool:
    """Whether nobody else seals just now, nor will before this transaction ends; writers are not in its way."""
    return connection.vendor == "sqlite" or bool(_ask(f"SELECT pg_try_advisory_xact_lock({_SEALING})::int"))


def _seals(runs: dict[int, list[Row]], at: datetime) -> Iterator[Seal]:
    for organization_id, rows in runs.items():
        last = Seal.objects.filter(organization_id=organization_id).order_by("-number").first()
        yield _seal(organization_id, last, rows, at)


def _seal(organization_id: int, last: Seal | None, rows: Sequence[Row], at: datetime) -> Seal:
    lines = [line_of(row) for row in rows]
    seal = Seal(
        organization_id=organization_id,
        number=last.number + 1 if last else 1,
        first_id=rows[0][0],
        last_id=rows[-1][0],
        entries=len(rows),
        sealed_at=at,
        marks=[[row[0], mark_of(line)] for row, line in zip(rows, lines, strict=True)],
    )
    seal.sha256 = digest_of(last.sha256 if last else "", seal, lines)
    return seal


def _ask(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])
