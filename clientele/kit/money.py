"""Amounts of money: decimals beside an ISO 4217 currency, rounded to what the currency can pay; never a float."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_currency, get_currency_precision

_CODE_BEFORE_DIGIT = re.compile(r"(?<=[A-Z])(?=\d)")

#: The most places after the point that any currency has, which is what columns keep.
PLACES = 3


@lru_cache(maxsize=300)
def minor_digits(currency: str) -> int:
    """How many places after the point a currency has (ISO 4217): 2 for GBP, 0 for JPY, 3 for KWD.

    Units of account of four places are kept to three.
    """
    return min(int(get_currency_precision(currency)), PLACES)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount in the smallest coin of its currency; half of one rounds away from zero (EN 16931)."""
    return amount.quantize(Decimal(1).scaleb(-minor_digits(currency)), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=5_000)
def shown(amount: Decimal, currency: str) -> str:
    """The amount as people read it: `£1,284.00`, `NOK 84,200.00`, in full and in its own currency."""
    return _spaced(format_currency(amount, currency, locale="en_GB"))


def price_shown(price: Decimal, currency: str) -> str:
    """The price of one as people read it, in full: it may be finer than the smallest coin, such as `£0.125`."""
    if rounded(price, currency) == price:
        return shown(price, currency)
    return _spaced(format_currency(price.normalize(), currency, locale="en_GB", decimal_quantization=False))


def _spaced(text: str) -> str:
    return _CODE_BEFORE_DIGIT.sub(" ", text.replace("\xa0", " "))
