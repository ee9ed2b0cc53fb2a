"""Questions about the past, newest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models

from clientele.trail.models import Entry, kind_of


def everything() -> models.QuerySet[Entry]:
    """The organisation's whole trail."""
    entries: models.QuerySet[Entry] = Entry.objects.order_by("-pk")
    return entries


def versions_of(subjects: Sequence[models.Model]) -> dict[int, int]:
    """How often each of these records of one kind was changed, its creation included."""
    if not subjects:
        return {}
    entries = Entry.objects.filter(subject_kind=kind_of(subjects[0]), subject_id__in=[row.pk for row in subjects])
    return dict(entries.order_by().values_list("subject_id").annotate(number=models.Count("pk")))


def version_of(subject: models.Model) -> int:
    """How often a record was changed, its creation included: the version of what keeps none itself."""
    return versions_of([subject]).get(subject.pk, 0)


def timeline_for(subject: models.Model) -> models.QuerySet[Entry]:
    """What happened to a record and to all that is read within it."""
    entries: models.QuerySet[Entry] = Entry.objects.filter(within_kind=kind_of(subject), within_id=subject.pk)
    return entries.order_by("-pk")


def history_of(subject: models.Model) -> models.QuerySet[Entry]:
    """What happened to the record itself."""
    entries: models.QuerySet[Entry] = Entry.objects.filter(subject_kind=kind_of(subject), subject_id=subject.pk)
    return entries.order_by("-pk")


def values_of_field(subject: models.Model, field: str) -> list[tuple[Entry, Any, Any]]:
    """Every change of one field: the entry, the value before and the value after."""
    entries = history_of(subject).filter(changes__has_key=field)
    return [(entry, *entry.changes[field]) for entry in entries]


def as_it_stood(subject: models.Model, at: datetime, now: dict[str, Any]) -> dict[str, Any]:
    """The record's fields as they stood at a moment: today's values with every later change taken back."""
    stood = dict(now)
    for entry in history_of(subject).filter(at__gt=at).iterator():
        for field, (before, _) in entry.changes.items():
            if field in stood:
                stood[field] = before
    return stood


def entries_since(subject: models.Model, version: int) -> list[Entry]:
    """What happened to the record itself after a version of it, newest first."""
    since: list[Entry] = []
    for entry in history_of(subject).iterator():
        if entry.facts.get("version", version + 1) <= version:
            break
        since.append(entry)
    return since


def changed_since(subject: models.Model, version: int) -> dict[str, Any]:
    """The fields of a record that others changed after a version, each with its value at that version."""
    earlier: dict[str, Any] = {}
    for entry in entries_since(subject, version):
        earlier.update({field: before for field, (before, _) in entry.changes.items()})
    return earlier


def page_of_timeline(*timelines: models.QuerySet[Entry], before: int | None, size: int) -> tuple[list[Entry], bool]:
    """The newest entries of several timelines, or those older than an entry's id, and whether older ones remain."""
    newest: dict[int, Entry] = {}
    for entries in timelines:
        older = entries if before is None else entries.filter(pk__lt=before)
        newest |= {entry.pk: entry for entry in older[: size + 1]}
    found = [newest[pk] for pk in sorted(newest, reverse=True)]
    return found[:size], len(found) > size
