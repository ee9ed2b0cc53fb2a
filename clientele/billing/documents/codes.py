"""Countries and currencies as the code lists of EN 16931 have them, which are today's."""

from iso4217 import Currency

#: Codes that are reserved for places, and what the standard writes instead; Kosovo has a code of its own there.
_WRITTEN = {"AC": "SH", "CP": "FR", "DG": "IO", "EA": "ES", "IC": "ES", "TA": "SH", "XK": "1A"}
_PAST_COUNTRIES = frozenset({"BU", "CS", "DD", "SU", "TP", "YD", "YU", "ZR"})
_CURRENCIES = frozenset(currency.code for currency in Currency) - {"STN"}  # younger than the standard's list


def country_code(country: str) -> str:
    """The code to write, or empty for a country of the past."""
    return "" if country in _PAST_COUNTRIES else _WRITTEN.get(country, country)


def is_currency(code: str) -> bool:
    """Whether the standard's list has it."""
    return code in _CURRENCIES
