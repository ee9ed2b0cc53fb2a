"""Numbers as people write them, and as the rules read them."""

import re
from decimal import Decimal
from typing import Any

_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+")


def counted(number: int, one: str, many: str = "") -> str:
    """`1 row`, `12,345 rows`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def plain_number(value: Any, *, least: int = 0) -> str:
    """A decimal, or its text, without zeros at its end but with `least` places: `17.5` for `17.500`."""
    number = Decimal(str(value))
    exponent = number.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return f"{number:.{max(least, places)}f}"


def typed_number(text: str) -> str:
    """`1,284.00`, `1.284,00`, `1,284` and `12,5` as a number is written for the rules: one point, no commas.

    Where both signs stand, the last one is the point; a comma alone sets thousands apart where it can, as in what is
    shown, and is the point elsewhere.
    """
    tidy = "".join(text.split())
    if "." in tidy and tidy.rfind(",") > tidy.rfind("."):
        return tidy.replace(".", "").replace(",", ".")
    if "." in tidy or _THOUSANDS.fullmatch(tidy):
        return tidy.replace(",", "")
    return tidy.replace(",", ".")
