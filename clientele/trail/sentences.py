"""The sentence that each name is told in; every slice registers its own."""

from collections.abc import Iterable, Mapping
from string import Formatter
from types import MappingProxyType
from typing import Any, NamedTuple

from clientele.kit.numbers import counted
from clientele.trail.models import Entry

_SENTENCES: dict[str, str] = {}
_FIELDS: dict[str, str] = {}
_AS_THEY_ARE: Mapping[str, str] = MappingProxyType({})


class Part(NamedTuple):
    """A piece of a sentence: plain words (an empty role), or who, what or which fact stands there."""

    text: str
    role: str = ""


def register(sentences: dict[str, str], fields: Mapping[str, str] | None = None) -> None:
    """Add a slice's sentences: a name to its sentence, in which {author}, {subject}, {fields} and facts may stand.

    A fact that is a number may name what it counts, such as {number:customer}, and agrees with it. `fields` are the
    words by which a sentence calls the fields that changed.
    """
    if clash := _SENTENCES.keys() & sentences.keys():
        raise ValueError(f"told twice: {sorted(clash)}")
    _SENTENCES.update(sentences)
    _FIELDS.update(fields or {})


def told(entry: Entry, *, calling: Mapping[str, str] = _AS_THEY_ARE) -> list[Part]:
    """The sentence of an entry in its parts, so that a page can set off who and what.

    `calling` holds the reader's own word for what is counted, such as `{"customer": "client"}`.
    """
    values = entry.facts | {
        "author": entry.author or "The system",
        "subject": entry.subject_text,
        "fields": listing(word_of(field) for field in fields_of(entry)) or "nothing",
    }
    parts = []
    for words, role, noun, _ in Formatter().parse(sentence_of(entry.name)):
        parts += [Part(words)] if words else []
        parts += [Part(_fact(values.get(role, "something"), calling.get(noun or "", noun or "")), role)] if role else []
    return parts


def _fact(value: Any, noun: str) -> str:
    """A fact as it is read: `1 customer`, `1,204 customers`, `list.csv`."""
    if isinstance(value, int) and not isinstance(value, bool):
        return counted(value, noun) if noun else f"{value:,}"
    return str(value)


def fields_of(entry: Entry) -> list[str]:
    """The fields that an entry changed, in the order in which their slice declares them, whatever the database's is."""
    known = [field for field in _FIELDS if field in entry.changes]
    return [*known, *sorted(entry.changes.keys() - set(known))]


def word_of(field: str) -> str:
    """What a field is called."""
    return _FIELDS.get(field, field.replace("_", " "))


def listing(words: Iterable[str]) -> str:
    """`email`, `email and phone`, `email, phone and city`."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def sentence_of(name: str) -> str:
    """The sentence of a name, or the name itself where an older version of the program wrote it."""
    return _SENTENCES.get(name, name)


def known_names() -> frozenset[str]:
    """Every name that has a sentence."""
    return frozenset(_SENTENCES)
