"""The sums of an invoice by EN 16931: each line is rounded first, tax is taken on the sum of each category and rate."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Protocol

from clientele.billing.choices import EXEMPTION_REASONS, TaxCategory
from clientele.billing.documents.paper import TaxGroup
from clientele.kit.money import rounded

_HUNDRED = Decimal(100)
_HOUR = Decimal(60)
_MILLIONTH = Decimal("0.000001")
_ORDER = list(TaxCategory)


class Summed(Protocol):
    """What a line tells for its sums."""

    net: Decimal
    tax_category: str
    tax_rate: Decimal


@dataclass(frozen=True)
class Sums:
    """What the lines come to; `total` is exactly `subtotal` and `tax_total` together."""

    subtotal: Decimal
    tax_total: Decimal
    total: Decimal
    groups: tuple[TaxGroup, ...]


def hours_of(minutes: int) -> Decimal:
    """Minutes as the quantity of a line."""
    return (Decimal(minutes) / _HOUR).quantize(_MILLIONTH).normalize()


def net_of(quantity: Decimal, unit_price: Decimal, discount: Decimal, currency: str) -> Decimal:
    """Quantity times price less the discount in per cent, in the smallest coin of the currency."""
    with localcontext(prec=60):
        return rounded(quantity * unit_price * (_HUNDRED - discount) / _HUNDRED, currency)


def sums_of(lines: Iterable[Summed], currency: str) -> Sums:
    """The sums of lines that are rounded already."""
    bases: dict[tuple[str, Decimal], Decimal] = {}
    for line in lines:
        key = (str(line.tax_category), line.tax_rate)
        bases[key] = bases.get(key, Decimal(0)) + line.net
    groups = tuple(_group(*key, bases[key], currency) for key in sorted(bases, key=_place))
    nothing = rounded(Decimal(0), currency)
    subtotal = sum((group.base for group in groups), nothing)
    tax_total = sum((group.tax for group in groups), nothing)
    return Sums(subtotal, tax_total, subtotal + tax_total, groups)


def _place(key: tuple[str, Decimal]) -> tuple[int, Decimal]:
    category, rate = key
    return _ORDER.index(TaxCategory(category)), -rate


def _group(category: str, rate: Decimal, base: Decimal, currency: str) -> TaxGroup:
    with localcontext(prec=60):
        tax = rounded(base * rate / _HUNDRED, currency)
    return TaxGroup(category, rate, rounded(base, currency), tax, EXEMPTION_REASONS.get(TaxCategory(category), ""))
