"""A timeline in words: days, each with what happened on it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from clientele.accounts.models import Organization
from clientele.accounts.queries import people_named
from clientele.customers import choices as customers
from clientele.projects import choices as projects
from clientele.trail.models import Entry
from clientele.trail.sentences import Part, fields_of, told, word_of

#: Texts of notes are read in the log, not in the timeline; where and when one was merged or moved, in the sentence;
#: and what an hour costs is for those to see who may.
UNTOLD = {
    "note": ("body",),
    "customer": ("archived_at", "merged_into"),
    "project": ("customer", "hourly_rate"),
    "projectmember": ("hourly_rate",),
    "billingcode": ("hourly_rate",),
    "task": ("done_at",),
}

#: How the values of a kind of record read, where it is not as a customer's.
IN_WORDS: dict[str, Callable[[str, Any], str]] = {"project": projects.in_words}

#: The fields that hold a member.
PEOPLE = ("lead",)


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


def days_of(entries: Iterable[Entry], *, organization: Organization, today: date) -> list[Day]:
    """Entries, newest first, grouped by the day of the organisation that they happened on."""
    shown = list(entries)
    ids = {pk for entry in shown for field in PEOPLE for pk in entry.changes.get(field, ()) if pk}
    names = people_named(ids) if ids else {}
    grouped = groupby(shown, key=lambda entry: entry.at.astimezone(organization.zone).date())
    return [
        Day(on, _label(on, today), [_tell(entry, names, organization.words.calling) for entry in found])
        for on, found in grouped
    ]


def _tell(entry: Entry, names: Mapping[int, str], calling: Mapping[str, str]) -> Told:
    """One entry in words."""
    hidden = UNTOLD.get(entry.subject_kind, ())
    changes = [
        {
            "label": word_of(field).capitalize(),
            "before": _words(entry, field, entry.changes[field][0], names),
            "after": _words(entry, field, entry.changes[field][1], names),
        }
        for field in fields_of(entry)
        if field not in hidden
    ]
    return Told(entry, told(entry, calling=calling), changes)


def _words(entry: Entry, field: str, value: Any, names: Mapping[int, str]) -> str:
    if field in PEOPLE:
        return names.get(value, "") if value else ""
    if entry.subject_kind in IN_WORDS:
        return IN_WORDS[entry.subject_kind](field, value)
    return customers.in_words(field, value, of=entry.subject_kind)


def _label(on: date, today: date) -> str:
    return {today: "Today", today - timedelta(days=1): "Yesterday"}.get(on, "")
