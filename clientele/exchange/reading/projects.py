"""Turns the cells of a row into what a project would be saved as."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from clientele.exchange.reading import values as said
from clientele.exchange.reading import words
from clientele.exchange.reading.table import Row
from clientele.exchange.reading.values import Unclear
from clientele.kit.text import unfit_character

_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?|([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_CLOCK = re.compile(r"([0-9]{1,7}):([0-5][0-9])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_BLANKS = re.compile(r"[\s'’]")


@dataclass
class ProjectDraft:
    """What one row says: the values of the project, whose it is, who leads it, its status; or why it is refused."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    customer: str = ""
    customer_code: str = ""
    lead: str = ""
    status: str = ""
    problem: str = ""
    hint: str = ""

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))


class ProjectReading:
    """How the cells of every row of one file are read: the field of each column."""

    def __init__(self, fields: Sequence[str]) -> None:
        self.places = [(index, name) for index, name in enumerate(fields) if name]

    def draft(self, row: Row) -> ProjectDraft:
        """The draft of one row; never raises. A blank cell says nothing."""
        draft = ProjectDraft(row.number, problem=row.problem, hint=row.hint)
        try:
            for index, name in self.places:
                cell = said.unprefixed(row.cells[index].strip())
                if unfit := unfit_character(cell.replace("\n", "").replace("\r", "").replace("\t", "")):
                    raise Unclear(f"A cell has {unfit}.", "Remove it")
                if cell:
                    _take(draft, name, cell)
        except Unclear as unclear:
            draft.problem, draft.hint = draft.problem or unclear.problem, draft.hint or unclear.hint
        return draft


def _take(draft: ProjectDraft, name: str, cell: str) -> None:
    value = _READ[name](cell) if name in _READ else cell
    if name in ("customer", "customer_code", "lead", "status"):
        setattr(draft, name, value)
    else:
        draft.values[name] = value


def day(cell: str) -> date:
    """A date as `2026-11-22` or `22.11.2026`."""
    found = _DAY.fullmatch(cell)
    try:
        if found is None:
            raise ValueError
        year, month, number = found.groups()[:3] if found[1] else found.groups()[:2:-1]
        return date(int(year), int(month), int(number))
    except ValueError:
        raise Unclear(f"“{cell[:60]}” is not a date we can be sure of.", "Write it as 2026-11-22") from None


def amount(cell: str) -> Decimal:
    """A number as `4200.50`, `4,200.50` or `4.200,50`; `4,200` alone could be two numbers."""
    text = _BLANKS.sub("", cell)
    if _GROUPED.fullmatch(text) and (("." in text and "," in text) or text.count(",") > 1):
        marks = ",." if text.rindex(".") > text.rindex(",") else ".,"
        text = text.replace(marks[0], "").replace(marks[1], ".")
    elif text.count(",") == 1 and "." not in text and len(text.rpartition(",")[2]) != 3:
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        raise Unclear(f"“{cell[:60]}” is not a number we can be sure of.", "Write it as 4200.50")
    return Decimal(text)


def minutes(cell: str) -> int:
    """Hours as `120`, `37.5` or `12:30`, in minutes."""
    if clock := _CLOCK.fullmatch(cell):
        return int(clock[1]) * 60 + int(clock[2])
    return round(min(amount(cell), Decimal(10**9)) * 60)


def _word(about: str, ways_out: str) -> Callable[[str], str]:
    def read(cell: str) -> str:
        value = words.choice(about, cell)
        if value is None:
            raise Unclear(f"“{cell[:60]}” is none of: {ways_out}.", "Write one of them, or leave it blank")
        return value

    return read


_READ: dict[str, Callable[[str], Any]] = {
    "kind": _word("project_kind", "billable, non-billable, internal"),
    "status": _word("project_status", "draft, active, on hold, completed, archived"),
    "starts_on": day,
    "ends_on": day,
    "currency": said.currency,
    "budget_amount": amount,
    "budget_minutes": minutes,
    "hourly_rate": amount,
}
