"""How values read on a page: dates, amounts, initials; all in the organisation's own terms."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context

from clientele.kit import durations, money
from clientele.kit.numbers import counted
from clientele.ui.linking import linked

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_IN_FULL = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
HUES = 12


@pass_context
def day(context: Context, value: date | datetime | None) -> str:
    """`7 Nov 2021`, in the organisation's zone."""
    if value is None:
        return ""
    return short_day(_local(context, value))


def short_day(local: date) -> str:
    """`7 Nov 2021`."""
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


@pass_context
def long_day(context: Context, value: date | datetime | None) -> str:
    """`2 November 2026`, in the organisation's zone."""
    if value is None:
        return ""
    local = _local(context, value)
    return f"{local.day} {MONTHS_IN_FULL[local.month - 1]} {local.year}"


@pass_context
def moment(context: Context, value: datetime | None) -> str:
    """`7 Nov 2021, 08:12`, in the organisation's zone."""
    if value is None:
        return ""
    local = _local(context, value)
    return f"{short_day(local)}, {local:%H:%M}"


@pass_context
def clock(context: Context, value: datetime | None) -> str:
    """`08:12`, in the organisation's zone."""
    return "" if value is None else f"{_local(context, value):%H:%M}"


def machine(value: date | datetime) -> str:
    """The ISO 8601 form that a <time> element carries."""
    return value.isoformat()


def number(value: int) -> str:
    """`12,345`."""
    return f"{value:,}"


@lru_cache(maxsize=5_000)
def initials(name: str) -> str:
    """At most two letters that stand for a name."""
    words = [word for word in name.replace("&", " ").split() if word[:1].isalnum()]
    letters = [word[0] for word in words[:2]] or [name[:1]]
    return "".join(letters).upper()


@lru_cache(maxsize=5_000)
def hue(name: str) -> int:
    """The tile colour of a name, 0 to 11, the same for ever."""
    total = 0
    units = name.encode("utf-16-le", "surrogatepass")
    for low, high in zip(units[::2], units[1::2], strict=True):
        total = (total * 31 + low + (high << 8)) % 65_521
    return total % HUES


@lru_cache(maxsize=500)
def browser(agent: str) -> str:
    """`Firefox on Linux`, from what a browser says of itself."""
    known = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
    systems = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")
    name = next((name for mark, name in known if mark in agent), "Another program")
    system = next((system for system in systems if system in agent), "")
    return f"{name} on {system.replace('Macintosh', 'macOS')}" if system else name


def _local(context: Context, value: date | datetime) -> Any:
    if not isinstance(value, datetime):
        return value
    organization = context.get("organization")
    return value.astimezone(organization.zone if organization else ZoneInfo("UTC"))


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "long_day": long_day,
    "moment": moment,
    "clock": clock,
    "machine": machine,
    "money": money.shown,
    "price": money.price_shown,
    "duration": durations.shown,
    "number": number,
    "initials": initials,
    "hue": hue,
    "counted": counted,
    "linked": linked,
    "browser": browser,
}
