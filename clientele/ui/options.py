"""Choices of every door that asks for a country, a currency or a time zone, by their English names."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from clientele.kit.fields import COUNTRIES

Choices = list[tuple[str, str]]
_ENGLISH = Locale("en", "GB")


@lru_cache(maxsize=1)
def country_choices() -> Choices:
    """Every country, by name; the first choice is none."""
    names = [(code, _ENGLISH.territories[code]) for code in COUNTRIES if code in _ENGLISH.territories]
    return [("", "Not given"), *sorted(names, key=lambda pair: pair[1])]


@lru_cache(maxsize=1)
def currency_choices() -> Choices:
    """Every currency in use today, as `GBP British Pound`."""
    today = {
        code
        for uses in get_global("territory_currencies").values()
        for code, _, end, is_tender in uses
        if end is None and is_tender
    }
    return [(code, f"{code} {_ENGLISH.currencies[code]}") for code in sorted(today) if code in _ENGLISH.currencies]


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
