"""Remembering: one entry per change, written in the change's own transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.db import models, transaction
from django.dispatch import Signal

from clientele.kit.rows import filled, insert_rows, positions
from clientele.trail.models import Entry, kind_of

Changes = Mapping[str, tuple[Any, Any] | list[Any]]

#: Sent with `entries`, all of one organisation, in the transaction that wrote them. The only signal of the house.
recorded = Signal()

_PLACES = positions(Entry)
_ORGANIZATION, _CHANGES = _PLACES["organization_id"], _PLACES["changes"]
_SUBJECT = slice(_PLACES["subject_kind"], _PLACES["subject_text"] + 1)
_WITHIN = slice(_PLACES["within_kind"], _PLACES["within_id"] + 1)
_waiting: ContextVar[list[Entry] | None] = ContextVar("entries to be told together", default=None)


class Author(Protocol):
    """Who did it: a member, or anything else with a name that belongs to the organisation."""

    pk: Any
    organization_id: int

    @property
    def name(self) -> str: ...


def record(
    name: str,
    subject: models.Model,
    *,
    by: Author | None,
    at: datetime,
    changes: Changes | None = None,
    within: models.Model | None = None,
    **facts: Any,
) -> Entry:
    """Write one entry and tell those who listen.

    Raises `TransactionManagementError` outside a transaction, since an entry without its change is a lie.
    """
    (entry,) = record_many(name, [(subject, changes or {})], by=by, at=at, within=within, **facts)
    return entry


def record_many(
    name: str,
    subjects: Iterable[tuple[models.Model, Changes]],
    *,
    by: Author | None,
    at: datetime,
    within: models.Model | Callable[[Any], models.Model] | None = None,
    **facts: Any,
) -> list[Entry]:
    """Write one entry for each subject in one statement, and tell those who listen once.

    `within` is one record for all, or tells each subject's own.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{name} must be recorded in the transaction of its change")
    told = {key: plain(value) for key, value in facts.items()}
    member, author = (by.pk, by.name[:200]) if by is not None else (None, "")
    shared = filled(Entry, at=at, name=name, facts=told, member_id=member, author=author)
    rows = [
        _row(shared, subject, changes, within(subject) if callable(within) else within or subject)
        for subject, changes in subjects
    ]
    entries = insert_rows(Entry, rows)
    waiting = _waiting.get()
    if waiting is not None:
        waiting.extend(entries)
    elif entries:
        recorded.send(sender=Entry, entries=entries)
    return entries


@contextmanager
def told_together() -> Iterator[None]:
    """Tell those who listen once, at the end, of all that a block records: work on many rows is done once for each."""
    if _waiting.get() is not None:
        yield
        return
    entries: list[Entry] = []
    token = _waiting.set(entries)
    try:
        yield
    finally:
        _waiting.reset(token)
    if entries:
        recorded.send(sender=Entry, entries=entries)


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The fields of `after` whose value differs from `before`, as JSON values."""
    return {
        field: [plain(before.get(field)), plain(value)] for field, value in after.items() if before.get(field) != value
    }


_PLAIN = (str, int, bool)


def plain(value: Any) -> Any:
    """The JSON form in which a value is remembered: dates as ISO 8601, amounts as strings, rows by their id."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def _row(shared: list[Any], subject: models.Model, changes: Changes, frame: models.Model) -> list[Any]:
    row = shared.copy()
    row[_ORGANIZATION] = subject.organization_id  # type: ignore[attr-defined]
    row[_SUBJECT] = kind_of(subject), subject.pk, str(subject)[:200]
    row[_WITHIN] = kind_of(frame), frame.pk
    row[_CHANGES] = {field: list(pair) for field, pair in changes.items()}
    return row
