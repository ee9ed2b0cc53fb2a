"""The timeline of a customer in words: days, each with what happened on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from clientele.customers.choices import FIELD_WORDS, in_words
from clientele.trail.models import Entry
from clientele.trail.sentences import Part, fields_of, told

#: Texts of notes are read in the log, not in the timeline; where and when one was merged, in the sentence.
UNTOLD = {"note": ("body",), "customer": ("archived_at", "merged_into")}


@dataclass(frozen=True)
class Told:
    """An entry as it is read: its sentence in parts, and what changed, before and after in words."""

    entry: Entry
    parts: list[Part]
    changes: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Day:
    """What happened on one day of the organisation's zone."""

    on: date
    label: str
    told: list[Told]


def days_of(entries: Iterable[Entry], *, zone: ZoneInfo, today: date) -> list[Day]:
    """Entries, newest first, grouped by the day they happened on."""
    grouped = groupby(entries, key=lambda entry: entry.at.astimezone(zone).date())
    return [Day(on, _label(on, today), [tell(entry) for entry in found]) for on, found in grouped]


def tell(entry: Entry) -> Told:
    """One entry in words."""
    kind, hidden = entry.subject_kind, UNTOLD.get(entry.subject_kind, ())
    changes = [
        {
            "label": FIELD_WORDS.get(field, field.replace("_", " ")).capitalize(),
            "before": in_words(field, entry.changes[field][0], of=kind),
            "after": in_words(field, entry.changes[field][1], of=kind),
        }
        for field in fields_of(entry)
        if field not in hidden
    ]
    return Told(entry, told(entry), changes)


def _label(on: date, today: date) -> str:
    return {today: "Today", today - timedelta(days=1): "Yesterday"}.get(on, "")
