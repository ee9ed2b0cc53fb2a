"""What the address of a list asks for, read strictly: what nobody knows is refused (400), never ignored."""

from collections.abc import Container, Mapping, Sequence
from datetime import date

from django.core.exceptions import BadRequest
from django.http import QueryDict

from clientele.kit.text import unfit_character

LONGEST_SEARCH = 200
LAST_PAGE = 1_000_000

Values = Mapping[str, list[str]]


def read_parameters(given: QueryDict, *, known: Sequence[str], several: Sequence[str] = ()) -> Values:
    """The parameters of an address by name, blank ones left out; each once, but for those that may be `several`."""
    values = {name: [value.strip() for value in given.getlist(name) if value.strip()] for name in given}
    if unknown := sorted(values.keys() - set(known)):
        raise BadRequest(f"The address has a part this list does not know: {unknown[0][:80]}.")
    for name, found in values.items():
        if name not in several and len(found) > 1:
            raise BadRequest(f"The address says “{name}” more than once.")
    return {name: found for name, found in values.items() if found}


def read_choices(values: Values, name: str, choices: Container[str]) -> list[str]:
    """The values of a parameter, each of which is one of the choices."""
    for value in values.get(name, ()):
        if value not in choices:
            raise BadRequest(f"“{value[:80]}” is not a {name} this list knows.")
    return values.get(name, [])


def read_search(values: Values, name: str = "q") -> str:
    """The text searched for."""
    text = _first(values, name)
    if unfit := unfit_character(text):
        raise BadRequest(f"The search has {unfit}, which no name can have.")
    return text[:LONGEST_SEARCH]


def read_sort(values: Values, sorts: Container[str], default: str) -> str:
    """The key to sort by, with a hyphen before it for downwards."""
    text = _first(values, "sort") or default
    if text.removeprefix("-") not in sorts:
        raise BadRequest(f"The list cannot be sorted by “{text[:80]}”.")
    return text


def read_span(values: Values, since: str, until: str) -> tuple[date | None, date | None]:
    """The first and the last day of a span, in their order."""
    first, last = read_day(values, since), read_day(values, until)
    return (last, first) if first and last and first > last else (first, last)


def read_day(values: Values, name: str) -> date | None:
    """A day, where one is given."""
    text = _first(values, name)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadRequest(f"“{text[:80]}” is not a date, such as 2026-11-22.") from None
    if not 1900 <= day.year <= 2200:
        raise BadRequest(f"The year {day.year} is outside 1900 to 2200.")
    return day


def read_page(values: Values) -> int:
    """The number of a page, from 1."""
    return min(read_number("page", _first(values, "page") or "1"), LAST_PAGE)


def read_key(values: Values, name: str) -> int | None:
    """The id of a record, where one is given."""
    text = _first(values, name)
    return read_number(name, text) if text else None


def read_number(name: str, text: str) -> int:
    """A whole number from 1."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 15) or int(text) < 1:
        raise BadRequest(f"“{text[:80]}” is not a {name} number.")
    return int(text)


def _first(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "")
