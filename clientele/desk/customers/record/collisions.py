"""Two people change one customer: the second sees what the first did, takes or keeps each field, and loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clientele.customers.choices import FIELD_WORDS, in_words
from clientele.customers.models import Customer
from clientele.desk.customers.record.forms import RecordForm, text_of, text_of_value
from clientele.desk.customers.record.general import GeneralForm
from clientele.kit.refusals import Refusal
from clientele.trail.queries import entries_since

THEIRS, YOURS = "theirs", "yours"


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


def with_choices(customer: Customer, data: Any) -> Any:
    """What was posted, with their value in each field where the person chose to take it."""
    chosen = [key.removeprefix("take_") for key in data if key.startswith("take_") and data[key] == THEIRS]
    if not chosen:
        return data
    data = data.copy()
    for name in chosen:
        if name in FIELD_WORDS:
            data[name] = text_of(customer, name)
    return data


def collide(form: RecordForm, refusal: Refusal) -> tuple[Any, Collision]:
    """The data of a form for its next try, and what there is to choose, after a `version_conflict`."""
    current: Customer = refusal.extra["current"]  # type: ignore[assignment]
    since: Mapping[str, Any] = refusal.extra["theirs"]  # type: ignore[assignment]
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    clashes, taken = [], []
    for name in form.names:
        if name not in since:
            continue
        base, theirs, yours = text_of_value(name, since[name]), text_of(current, name), _lines(data.get(name, ""))
        if theirs in (base, yours):
            continue
        if yours == base:
            data[name] = theirs
            taken.append(FIELD_WORDS[name])
        else:
            clashes.append(Clash(name, FIELD_WORDS[name].capitalize(), in_words(name, theirs), in_words(name, yours)))
    if isinstance(form, GeneralForm) and "tags" in since:
        for field, values in form.data_of_now.items():
            data.setlist(field, values)
        taken.append(FIELD_WORDS["tags"])
    data["version"] = str(current.version)
    by, at = _author(form, current)
    return data, Collision(by, at, tuple(clashes), tuple(taken))


def _author(form: RecordForm, current: Customer) -> tuple[str, datetime | None]:
    entries = entries_since(current, form.cleaned_data["version"])
    names = list(dict.fromkeys(entry.author or "The system" for entry in entries))
    return " and ".join(names) or "Someone", entries[0].at if entries else None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
