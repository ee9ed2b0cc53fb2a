"""Phone numbers: kept as typed, compared in one form."""

import re
from functools import cache
from typing import NamedTuple

import phonenumbers

from clientele.kit.text import sort_key

_NO_DIGIT = re.compile(r"[^0-9]")
_PLAIN = re.compile(r"\(?[0-9][0-9 ()-]*")


def phone_key(text: str, country: str = "") -> str:
    """E.164 where the number says which country it is in, else its digits; empty where there are none.

    Numbers compare within one firm, so a local number typed the same way gives the same key.
    """
    digits = _NO_DIGIT.sub("", text if text.isascii() else sort_key(text))[:25]
    if not digits:
        return ""
    if text.lstrip().startswith(("+", "00")) or country:
        return _national(text, digits, country.upper()) or _parsed(text, country.upper()) or digits
    return digits


def _parsed(text: str, country: str) -> str:
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


class _Plan(NamedTuple):
    """How the numbers of a country are dialled inside it."""

    code: str
    prefix: re.Pattern[str]
    changes: bool
    abroad: re.Pattern[str]
    number: re.Pattern[str]


def _national(text: str, digits: str, country: str) -> str:
    """What the library answers, in a tenth of its time, for digits that its plan of the country knows as they stand."""
    plan = _plan(country)
    if plan is None or not _PLAIN.fullmatch(text) or digits.startswith(plan.code) or plan.abroad.match(digits):
        return ""
    number = digits
    if before := plan.prefix.match(digits):
        if plan.changes and before.groups()[-1] is not None:
            return ""
        number = digits[before.end() :]
    return f"+{plan.code}{number}" if number[:1] != "0" and plan.number.fullmatch(number) else ""


@cache
def _plan(country: str) -> _Plan | None:
    known = phonenumbers.PhoneMetadata.metadata_for_region(country, None) if country else None
    number = known and known.general_desc and known.general_desc.national_number_pattern
    if not known or not number:
        return None
    return _Plan(
        str(known.country_code),
        re.compile(known.national_prefix_for_parsing or "(?!)"),
        bool(known.national_prefix_transform_rule),
        re.compile(known.international_prefix or "(?!)"),
        re.compile(number),
    )
