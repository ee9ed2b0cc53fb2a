"""What the words of a file mean: a kind, a status, a payment term, a currency or a country."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global

from clientele.exchange.reading.keys import heading_key
from clientele.kit.fields import COUNTRIES, CURRENCIES

LANGUAGES = ("en", "de", "fr", "es")

_DAYS = {7: "net_7", 14: "net_14", 15: "net_15", 30: "net_30", 45: "net_45", 60: "net_60", 90: "net_90"}
# As Xero writes them after the day.
_MONTH_ENDS = {"ofcurrentmonth": "end_of_month", "offollowingmonth": "end_of_next_month"}
_NUMBER = re.compile(r"\d{1,3}")


@lru_cache(maxsize=2_000)
def choice(about: str, text: str) -> str | None:
    """The value that a word stands for in one of the tables of `words.toml`, or None."""
    return _table(about).get(heading_key(text))


@lru_cache(maxsize=2_000)
def payment_terms(text: str) -> str | None:
    """The payment terms that a text means ("Net 30", "30 Tage", "31 OFFOLLOWINGMONTH"), or None."""
    if (known := choice("payment_terms", text)) is not None:
        return known
    numbers, key = _NUMBER.findall(text), heading_key(text)
    if len(numbers) != 1:
        return None
    number = int(numbers[0])
    if "month" in key:
        return _MONTH_ENDS.get(key.lstrip("0123456789")) if number in {30, 31} else None
    return _DAYS.get(number)


@lru_cache(maxsize=2_000)
def currency_code(text: str) -> str | None:
    """The ISO 4217 code that a code, a sign or a name stands for, or None."""
    if (code := text.upper()) in CURRENCIES:
        return code
    sign: str | None = _declared()["currency_sign"].get(text)
    return sign or choice("currency", text)


@lru_cache(maxsize=2_000)
def country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country named in four languages or by a code, or None."""
    return _countries().get(heading_key(text))


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


@cache
def _table(about: str) -> dict[str, str]:
    return {heading_key(word): value for value, words in _declared()[about].items() for word in words}


@cache
def _countries() -> dict[str, str]:
    words: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in COUNTRIES:
                words.setdefault(heading_key(name), code)
    for alias, codes in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and codes and codes[0] in COUNTRIES:
            words.setdefault(heading_key(alias), codes[0])
    return words | {heading_key(code): code for code in COUNTRIES} | _table("country")
