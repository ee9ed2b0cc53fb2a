"""Entries of the trail as they are answered."""

from collections.abc import Collection
from typing import Any

from pydantic import Field

from clientele.accounts.models import Organization
from clientele.api.shapes import Moment, Output
from clientele.trail.models import Entry
from clientele.trail.sentences import told


class Subject(Output):
    """The record that something happened to."""

    kind: str = Field(examples=["customer"])
    id: int = Field(examples=[42])
    text: str = Field(description="What it was called at the time.", examples=["Anders & Sons Bakery"])


class EntryOutput(Output):
    """One thing that happened; never changed and never removed."""

    id: int = Field(examples=[1093])
    at: Moment
    event: str = Field(description="Stable; for programs.", examples=["customers.updated"])
    sentence: str = Field(description="For people.", examples=["Dana Lead changed phone"])
    author: str = Field(description="What they were called at the time; empty for the system.", examples=["Dana Lead"])
    member: int | None = Field(examples=[7])
    subject: Subject
    changes: dict[str, list[Any]] = Field(
        description="By field: the value before, and the value after.", examples=[{"phone": ["", "+44 1632 960418"]}]
    )


def show_entry(entry: Entry, organization: Organization, *, without: Collection[str] = ()) -> EntryOutput:
    """An entry as it is answered, in the organisation's words, `without` the changes of some fields."""
    return EntryOutput(
        id=entry.pk,
        at=entry.at,
        event=entry.name,
        sentence="".join(part.text for part in told(entry, calling=organization.words.calling)),
        author=entry.author,
        member=entry.member_id,
        subject=Subject(kind=entry.subject_kind, id=entry.subject_id, text=entry.subject_text),
        changes={field: pair for field, pair in entry.changes.items() if field not in without},
    )
