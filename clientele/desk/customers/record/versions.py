"""The earlier texts of a note, from the trail."""

from dataclasses import dataclass
from datetime import datetime

from clientele.customers.models import Note
from clientele.trail.queries import values_of_field


@dataclass(frozen=True)
class Version:
    """A text that a note had, who wrote it and when."""

    author: str
    at: datetime
    body: str


def versions_of(note: Note) -> list[Version]:
    """Every text of a note, the present one first."""
    edits = values_of_field(note, "body")
    versions = [Version(entry.author or "The system", entry.at, after) for entry, _, after in edits]
    first = edits[-1][1] if edits else note.body
    return [*versions, Version(note.author.name, note.created_at, first)]
