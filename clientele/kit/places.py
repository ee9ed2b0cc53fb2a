"""Countries and currencies in words."""

from functools import cache, lru_cache
from urllib.parse import quote

from babel import Locale

from clientele.kit.fields import COUNTRIES, CURRENCIES_OF_TODAY


@cache
def _english() -> Locale:
    return Locale("en", "GB")


@lru_cache(maxsize=300)
def country_name(code: str) -> str:
    """`United Kingdom` for `GB`; the code itself where the name is not known."""
    return str(_english().territories.get(code, code)) if code else ""


@lru_cache(maxsize=300)
def currency_name(code: str) -> str:
    """`British Pound` for `GBP`; the code itself where the name is not known."""
    return str(_english().currencies.get(code, code)) if code else ""


@cache
def country_choices() -> tuple[tuple[str, str], ...]:
    """Every country as code and name, by name."""
    return tuple(sorted(((code, country_name(code)) for code in COUNTRIES), key=lambda pair: pair[1]))


@cache
def currency_choices() -> tuple[tuple[str, str], ...]:
    """Every currency of today as code and `GBP, British Pound`, by code."""
    return tuple((code, f"{code}, {currency_name(code)}") for code in sorted(CURRENCIES_OF_TODAY))


def directions_url(address: str) -> str:
    """Where the map of whoever opens it leads to an address; empty for no address."""
    return f"https://www.google.com/maps/dir/?api=1&destination={quote(address, safe='')}" if address else ""
