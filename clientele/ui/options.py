"""Choices of every door that asks for a country or a time zone, by their English names."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale

from clientele.kit.fields import COUNTRIES

Choices = list[tuple[str, str]]
_ENGLISH = Locale("en", "GB")


@lru_cache(maxsize=1)
def country_choices() -> Choices:
    """Every country, by name; the first choice is none."""
    names = [(code, _ENGLISH.territories[code]) for code in COUNTRIES if code in _ENGLISH.territories]
    return [("", "Not given"), *sorted(names, key=lambda pair: pair[1])]


@lru_cache(maxsize=1)
def time_zone_choices() -> Choices:
    """The time zones people live in, as the IANA database names them."""
    zones = {"UTC", *(name for name in available_timezones() if name.partition("/")[0] in _REGIONS)}
    return [(name, name.replace("_", " ")) for name in sorted(zones)]


_REGIONS = {
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
}
