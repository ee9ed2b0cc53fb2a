"""Two people change one record: the second sees what the first did, takes or keeps each field, and loses nothing."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import models

from clientele.kit.refusals import Refusal
from clientele.trail.queries import changed_since, entries_since

THEIRS, YOURS = "theirs", "yours"


class CollidingForm(Protocol):
    """A form of some fields of a record, which knows how each reads as text and in words."""

    names: tuple[str, ...]
    data: Any
    cleaned_data: dict[str, Any]

    def text_of(self, name: str, record: Any) -> str:
        """What a record says in a field, as it stands in the form."""

    def in_words(self, name: str, text: str) -> str:
        """A text of the form as a person reads it."""

    def word_of(self, name: str) -> str:
        """What a field is called in a sentence."""

    def take_over(self, since: Mapping[str, Any], data: Any) -> list[str]:
        """Put into the data what others changed besides `names`; answers what that is called."""


@dataclass(frozen=True)
class Clash:
    """A field that both changed: what it is called, their value and yours, in words."""

    name: str
    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Collision:
    """Who saved first and when, the fields to choose for, and those that only they changed, taken over."""

    by: str
    at: datetime | None
    clashes: tuple[Clash, ...]
    taken: tuple[str, ...]


def with_choices(form: CollidingForm, record: models.Model, data: Any) -> Any:
    """What was posted, with their value in each field where the person chose to take it; `form` is unbound."""
    chosen = [key.removeprefix("take_") for key in data if key.startswith("take_") and data[key] == THEIRS]
    if not chosen:
        return data
    data = data.copy()
    for name in chosen:
        if name in form.names:
            data[name] = form.text_of(name, record)
    return data


def collide(form: CollidingForm, refusal: Refusal) -> tuple[Any, Collision]:
    """The data of a form for its next try, and what there is to choose, after a `version_conflict`."""
    current: Any = refusal.extra["current"]
    since = changed_since(current, form.cleaned_data["version"])
    before, data = _as_it_was(current, since), form.data.copy()
    clashes, taken = [], []
    for name in form.names:
        base, theirs = form.text_of(name, before), form.text_of(name, current)
        yours = _lines(data.get(name, ""))
        if theirs in (base, yours):
            continue
        if yours == base:
            data[name] = theirs
            taken.append(form.word_of(name))
        else:
            label = form.word_of(name).capitalize()
            clashes.append(Clash(name, label, form.in_words(name, theirs), form.in_words(name, yours)))
    taken += form.take_over(since, data)
    data["version"] = str(current.version)
    by, at = _author(form, current)
    return data, Collision(by, at, tuple(clashes), tuple(taken))


def _as_it_was(current: models.Model, since: Mapping[str, Any]) -> Any:
    """The record with what others changed put back."""
    before = copy(current)
    for field in current._meta.concrete_fields:
        if field.name in since:
            setattr(before, field.attname, field.to_python(since[field.name]))
    return before


def _author(form: CollidingForm, current: models.Model) -> tuple[str, datetime | None]:
    entries = entries_since(current, form.cleaned_data["version"])
    names = list(dict.fromkeys(entry.author or "The system" for entry in entries))
    return " and ".join(names) or "Someone", entries[0].at if entries else None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
