"""Phone numbers: kept as typed, compared in one form."""

import re

import phonenumbers

from clientele.kit.text import sort_key

_NO_DIGIT = re.compile(r"[^0-9]")


def phone_key(text: str, country: str = "") -> str:
    """E.164 where the number says which country it is in, else its digits; empty where there are none.

    Numbers compare within one firm, so a local number typed the same way gives the same key.
    """
    digits = _NO_DIGIT.sub("", sort_key(text))[:25]
    if not digits:
        return ""
    if text.lstrip().startswith(("+", "00")) or country:
        try:
            number = phonenumbers.parse(text, country.upper() or None)
        except phonenumbers.NumberParseException:
            return digits
        if phonenumbers.is_possible_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return digits
