"""What stands on the printed page, as the texts that the template sets; nothing is computed after this."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from clientele.billing.choices import InvoiceKind, Unit
from clientele.billing.documents.paper import Bank, Paper, PaperLine, Party, TaxGroup
from clientele.billing.documents.qr import payment_code_svg
from clientele.billing.documents.shaping import shaped, together
from clientele.kit.money import price_shown, shown
from clientele.kit.places import country_name

#: Where the tax on sales is called VAT: the European Union and its neighbours.
VAT_COUNTRIES = frozenset((
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IM",
    "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
))  # fmt: skip
CODE_BEFORE_TOWN = VAT_COUNTRIES - {"GB", "IE", "IM", "LV"}
UNIT_WORDS = {
    Unit.PIECE: ("", ""),
    Unit.HOUR: ("h", "h"),
    Unit.DAY: ("day", "days"),
    Unit.MONTH: ("month", "months"),
    Unit.KILOMETRE: ("km", "km"),
    Unit.LUMP_SUM: ("", ""),
}
LOCALE = "en_GB"
#: A line of more text than this may go on overleaf: as one block it could be longer than a page.
LONGEST_BLOCK = 1_500
#: About as many letters as one line of the footer holds.
FOOTER_LINE = 95


def sheet_of(paper: Paper) -> dict[str, Any]:
    """Every text of the page, in JSON values."""
    is_credit = paper.kind == InvoiceKind.CREDIT_NOTE
    tax = _tax_word(paper)
    footer = paper.footer or _joined(paper.seller.name, paper.seller.registration_number)
    told = {
        "title": str(InvoiceKind(paper.kind).label),
        "number": paper.number or "Draft",
        "seller": _seller(paper, tax),
        "buyer": _buyer(paper, tax),
        "facts": _credit_facts(paper) if is_credit else _invoice_facts(paper),
        "heads": {"tax": tax, "discount": any(line.discount for line in paper.lines)},
        "lines": [_line(line, paper.currency) for line in paper.lines],
        "totals": _totals(paper, tax),
        "total": ["Total credit" if is_credit else "Total due", _money(paper.total, paper.currency)],
        "note": paper.note,
        "payment": [] if is_credit else payment_of(paper),
        "questions": [text for text in (paper.seller.phone, paper.seller.email) if text],
        "footer": footer,
    }
    return {
        **shaped(told),
        "code": payment_code_svg(paper, border=0),
        "footer_lines": sum(1 + len(line) // FOOTER_LINE for line in footer.split("\n")),
    }


def _seller(paper: Paper, tax: str) -> dict[str, Any]:
    seller = paper.seller
    numbers = [f"{tax} {seller.tax_number}"] if seller.tax_number else []
    return {"name": seller.name, "lines": [*_address(seller, abroad=_is_abroad(paper)), *numbers]}


def _buyer(paper: Paper, tax: str) -> dict[str, Any]:
    buyer = paper.buyer
    numbers = [
        f"{word} {number}"
        for word, number in (
            (tax, buyer.tax_number),
            ("Registration", buyer.registration_number),
            ("Account", buyer.account_number),
        )
        if number
    ]
    return {"name": buyer.name, "lines": [*_address(buyer, abroad=_is_abroad(paper)), *numbers]}


def _is_abroad(paper: Paper) -> bool:
    return bool(paper.buyer.country and paper.seller.country and paper.buyer.country != paper.seller.country)


def _address(party: Party, *, abroad: bool) -> list[str]:
    place = (party.city, party.region, party.postal_code)
    if party.country in CODE_BEFORE_TOWN:
        place = (party.postal_code, party.city, party.region)
    town = " ".join(text for text in place if text)
    country = country_name(party.country) if abroad else ""
    return [text for text in (party.line1, party.line2, town, country) if text]


def _invoice_facts(paper: Paper) -> list[list[str]]:
    facts = [["Invoice date", day_shown(paper.issued_on)], ["Due", day_shown(paper.due_on)]]
    return facts + _further_facts(paper, terms=paper.terms)


def _credit_facts(paper: Paper) -> list[list[str]]:
    facts = [["Date", day_shown(paper.issued_on)]]
    if paper.credits:
        number, day = paper.credits
        facts.append(["Takes back invoice", f"{number}, {together(day_shown(day))}"])
    return facts + _further_facts(paper)


def _further_facts(paper: Paper, *, terms: str = "") -> list[list[str]]:
    facts = (
        ["Terms", terms],
        ["Project", paper.project],
        ["Your reference", paper.reference],
        ["Supplied", _span(paper.served_from, paper.served_to)],
    )
    return [fact for fact in facts if fact[1]]


def _span(first: date | None, last: date | None) -> str:
    days = [together(day_shown(day)) for day in (first, last) if day]
    return days[0] if len(set(days)) == 1 else " to ".join(days)


def _line(line: PaperLine, currency: str) -> dict[str, Any]:
    return {
        "description": line.description,
        "detail": line.detail,
        "quantity": _quantity(line),
        "price": together(price_shown(line.unit_price, currency)),
        "discount": _percent(line.discount) if line.discount else "",
        "tax": _percent(line.tax_rate),
        "amount": _money(line.net, currency),
        "whole": len(line.description) + len(line.detail) <= LONGEST_BLOCK,
    }


def _quantity(line: PaperLine) -> str:
    one, many = UNIT_WORDS[Unit(line.unit)]
    pattern = "#,##0.00####" if line.unit == Unit.HOUR else "#,##0.######"
    return f"{_number(line.quantity, pattern)} {one if line.quantity == 1 else many}".rstrip()


def _money(amount: Decimal, currency: str) -> str:
    return together(shown(amount, currency))


@lru_cache(maxsize=5_000)
def _number(number: Decimal, pattern: str) -> str:
    return str(format_decimal(number, pattern, locale=LOCALE))


def _percent(rate: Decimal) -> str:
    return f"{_number(rate, '#,##0.###')}%"


def _totals(paper: Paper, tax: str) -> list[list[str]]:
    net = ["Net", _money(paper.subtotal, paper.currency), ""]
    return [net, *(_tax_line(group, paper, tax) for group in paper.groups)]


def _tax_line(group: TaxGroup, paper: Paper, tax: str) -> list[str]:
    base = f" on {_money(group.base, paper.currency)}" if len(paper.groups) > 1 else ""
    return [f"{tax} {_percent(group.rate)}{base}", _money(group.tax, paper.currency), group.reason]


def payment_of(paper: Paper) -> list[list[str]]:
    """Where to pay and what to quote, name by name; nothing where no IBAN is known."""
    bank: Bank = paper.bank
    if not bank.iban:
        return []
    compact = bank.iban.replace(" ", "")
    facts = (
        ["Account holder", bank.holder or paper.seller.name],
        ["IBAN", together(" ".join(compact[place : place + 4] for place in range(0, len(compact), 4)))],
        ["BIC", bank.bic],
        ["Reference", paper.number],
    )
    return [fact for fact in facts if fact[1]]


def _tax_word(paper: Paper) -> str:
    return "VAT" if paper.seller.country in VAT_COUNTRIES else "Tax"


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def day_shown(day: date) -> str:
    """`2 November 2026`."""
    return str(format_date(day, "d MMMM y", locale=LOCALE))
