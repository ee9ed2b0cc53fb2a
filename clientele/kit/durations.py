"""How long something took: typed as people type it, kept in whole minutes, shown as `1:30`."""

import re
from decimal import ROUND_HALF_UP, Decimal

from clientele.kit.refusals import Refusal

#: What a field for a duration says beneath it.
HINT = "1:30, 1.5, 90m or 1h 30m. A plain number is hours."

_CLOCK = re.compile(r"([0-9]{1,3}):([0-9]{1,2})")
_HOURS = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,4})?|[.,][0-9]{1,4})")
_SPOKEN = re.compile(r"([0-9]{1,3}) ?h ?([0-9]{2})", re.IGNORECASE)
_UNITS = re.compile(
    r"(?:([0-9]{1,4}(?:[.,][0-9]{1,4})?|[.,][0-9]{1,4}) ?h(?:ours?|rs?)?)? ?(?:([0-9]{1,5}) ?m(?:in(?:ute)?s?)?)?",
    re.IGNORECASE,
)


def minutes_of(text: str, *, field: str = "minutes") -> int:
    """The minutes that a text means: `1:30`, `1.5`, `1,5`, `90m`, `1h 30m`, `1h30`, `2h`; a plain number is hours.

    Raises `validation_error` (422).
    """
    typed = " ".join(text.split())
    if not typed:
        raise Refusal("validation_error", "Write how long it took, such as 1:30.", field=field)
    if clock := _CLOCK.fullmatch(typed) or _SPOKEN.fullmatch(typed):
        hours, minutes = map(int, clock.groups())
        if len(clock[2]) == 1 or minutes > 59:
            raise Refusal("validation_error", "After the colon stand two digits of minutes, 00 to 59.", field=field)
        return hours * 60 + minutes
    if plain := _HOURS.fullmatch(typed):
        return _minutes(plain[1])
    if (units := _UNITS.fullmatch(typed)) and any(units.groups()):
        return _minutes(units[1] or "0") + int(units[2] or 0)
    raise Refusal("validation_error", f"“{typed[:40]}” is not a duration. Write it as {HINT}", field=field)


def shown(minutes: int) -> str:
    """`1:30`; sums go past a day: `123:45`."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _minutes(hours: str) -> int:
    return int((Decimal(hours.replace(",", ".")) * 60).quantize(Decimal(1), rounding=ROUND_HALF_UP))
