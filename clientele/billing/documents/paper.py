"""What an invoice or a credit note says, complete in itself: nothing outside it is asked when it is drawn again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from json import dumps
from typing import Any


@dataclass(frozen=True)
class Party:
    """The seller or the buyer, as they were when the invoice was made; what is unknown is an empty text."""

    name: str
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    tax_number: str = ""
    registration_number: str = ""
    account_number: str = ""


@dataclass(frozen=True)
class Bank:
    """Where to pay; no payment code is drawn without an IBAN."""

    holder: str = ""
    iban: str = ""
    bic: str = ""


@dataclass(frozen=True)
class PaperLine:
    """One line: `net` is quantity times price less the discount (per cent), rounded; tax rate in per cent.

    `unit` is a value of `choices.Unit`, `tax_category` one of `choices.TaxCategory`.
    """

    description: str
    detail: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount: Decimal
    net: Decimal
    tax_category: str
    tax_rate: Decimal


@dataclass(frozen=True)
class TaxGroup:
    """The tax of all lines of one category and rate: rate in per cent, tax rounded on the group's base."""

    category: str
    rate: Decimal
    base: Decimal
    tax: Decimal
    reason: str = ""


@dataclass(frozen=True)
class Paper:
    """An invoice, or a credit note that takes back `credits` (its number and date); amounts in `currency`."""

    kind: str
    number: str
    issued_on: date
    due_on: date
    currency: str
    seller: Party
    buyer: Party
    lines: tuple[PaperLine, ...]
    groups: tuple[TaxGroup, ...]
    subtotal: Decimal
    tax_total: Decimal
    total: Decimal
    terms: str = ""
    project: str = ""
    reference: str = ""
    note: str = ""
    footer: str = ""
    served_from: date | None = None
    served_to: date | None = None
    bank: Bank = field(default_factory=Bank)
    credits: tuple[str, date] | None = None

    def as_json(self) -> dict[str, Any]:
        """The same in JSON values: dates as ISO 8601, amounts as texts."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @property
    def sha256(self) -> str:
        """The digest of the canonical JSON (sorted keys, no spaces, UTF-8)."""
        return digest_of(self.as_json())


def digest_of(told: Mapping[str, Any]) -> str:
    """The SHA-256 of what a paper says, in hexadecimal."""
    canonical = dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()


def paper_of(told: Mapping[str, Any]) -> Paper:
    """The paper that was kept as JSON; `paper_of(paper.as_json()) == paper`."""
    values = dict(told)
    for name in ("subtotal", "tax_total", "total"):
        values[name] = Decimal(values[name])
    for name in ("issued_on", "due_on", "served_from", "served_to"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    values["seller"], values["buyer"] = Party(**values["seller"]), Party(**values["buyer"])
    values["bank"] = Bank(**values["bank"])
    values["lines"] = tuple(PaperLine(**_amounts(line, _LINE_AMOUNTS)) for line in values["lines"])
    values["groups"] = tuple(TaxGroup(**_amounts(group, _GROUP_AMOUNTS)) for group in values["groups"])
    if values["credits"]:
        number, day = values["credits"]
        values["credits"] = (number, date.fromisoformat(day))
    return Paper(**values)


_LINE_AMOUNTS = frozenset({"quantity", "unit_price", "discount", "net", "tax_rate"})
_GROUP_AMOUNTS = frozenset({"rate", "base", "tax"})


def _amounts(told: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: Decimal(value) if name in names else value for name, value in told.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal | date):
        return str(value)
    return value
