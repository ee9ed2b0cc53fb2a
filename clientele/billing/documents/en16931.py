"""A paper in the business terms of EN 16931 (BT-1 and on), which both syntaxes are written from."""

import re
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

from clientele.billing.choices import (
    EXEMPTION_REASONS,
    TAX_CODES,
    UNIT_CODES,
    InvoiceKind,
    TaxCategory,
    Unit,
)
from clientele.billing.documents.codes import country_code
from clientele.billing.documents.gaps import refuse_gaps
from clientele.billing.documents.paper import Paper, PaperLine, Party, TaxGroup
from clientele.billing.documents.tax_numbers import local_number_of, vat_number_of
from clientele.kit.money import rounded
from clientele.kit.numbers import plain_number

TYPE_CODES = {InvoiceKind.INVOICE: "380", InvoiceKind.CREDIT_NOTE: "381"}
SEPA_TRANSFER, TRANSFER = "58", "30"
DISCOUNT_CODE = "95"
#: The scheme of an electronic address that is an e-mail address.
EMAIL_SCHEME = "EM"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def terms_of(paper: Paper) -> dict[str, Any]:
    """The terms that have a value. Raises `einvoice_incomplete`."""
    refuse_gaps(paper)
    terms = {
        "BT-1": paper.number,
        "BT-2": paper.issued_on,
        "BT-3": TYPE_CODES[InvoiceKind(paper.kind)],
        "BT-5": paper.currency,
        "BT-9": paper.due_on,
        "BT-10": paper.reference,
        "BT-11": paper.project,
        "BT-20": paper.terms,
        "BT-106": _amount(paper.subtotal, paper.currency),
        "BT-109": _amount(paper.subtotal, paper.currency),
        "BT-110": _amount(paper.tax_total, paper.currency),
        "BT-112": _amount(paper.total, paper.currency),
        "BT-115": _amount(paper.total, paper.currency),
        "BG-1": [{"BT-22": paper.note}] if paper.note else [],
        "BG-3": [{"BT-25": paper.credits[0], "BT-26": paper.credits[1]}] if paper.credits else [],
        "BG-4": _seller(paper),
        "BG-7": _buyer(paper),
        "BG-23": [_group(group, paper.currency) for group in paper.groups],
        "BG-25": [_line(place, line, paper.currency) for place, line in enumerate(paper.lines, 1)],
        **_served(paper),
        **_payment(paper),
    }
    told: dict[str, Any] = _legal({name: value for name, value in terms.items() if value})
    return told


@cache
def writer() -> Any:
    """The library that writes both syntaxes, loaded when the first is asked for: it costs 0.2 s and 20 MB."""
    return import_module("facturx.generate_xml")


def _seller(paper: Paper) -> dict[str, Any]:
    seller = paper.seller
    contact = {"phone": seller.phone, "email": seller.email}
    return _party(seller, is_outside=_is_outside(paper)) | _told(
        tax_identifier=local_number_of(seller),
        legal_info=paper.footer,
        contacts=[_told(**contact)] if any(contact.values()) else [],
    )


def _buyer(paper: Paper) -> dict[str, Any]:
    buyer = paper.buyer
    return _party(buyer, is_outside=_is_outside(paper)) | _told(
        identifiers={None: buyer.account_number} if buyer.account_number else {}
    )


def _party(party: Party, *, is_outside: bool) -> dict[str, Any]:
    return _told(
        name=party.name,
        addr_l1=party.line1,
        addr_l2=party.line2,
        city=party.city,
        postcode=party.postal_code,
        country_subdivision=party.region,
        country_code=country_code(party.country),
        legal_identifier=party.registration_number,
        # BR-O-02: outside the scope of tax nobody is named by a VAT number.
        vat_identifier="" if is_outside else vat_number_of(party),
        einvoicing_addr=party.email,
        einvoicing_addr_schemeid=EMAIL_SCHEME if party.email else "",
    )


def _is_outside(paper: Paper) -> bool:
    return any(line.tax_category == TaxCategory.OUTSIDE for line in paper.lines)


def _served(paper: Paper) -> dict[str, Any]:
    first, last = paper.served_from, paper.served_to
    if first and last and first != last:
        return {"BT-73": first, "BT-74": last}
    return {"BT-72": last or first}


def _payment(paper: Paper) -> dict[str, Any]:
    if paper.kind == InvoiceKind.CREDIT_NOTE or not paper.bank.iban:
        return {}
    return {
        "BT-81": SEPA_TRANSFER if paper.currency == "EUR" else TRANSFER,
        "BT-83": paper.number,
        "BT-84": paper.bank.iban.replace(" ", ""),
        "BT-85": paper.bank.holder,
        "BT-86": paper.bank.bic.replace(" ", ""),
    }


def _group(group: TaxGroup, currency: str) -> dict[str, str]:
    category = TaxCategory(group.category)
    return _told(
        **{
            "BT-116": _amount(group.base, currency),
            "BT-117": _amount(group.tax, currency),
            "BT-118": TAX_CODES[category],
            "BT-119": _rate(category, group.rate),
            "BT-120": (group.reason or EXEMPTION_REASONS[category]) if category in EXEMPTION_REASONS else "",
        }
    )


def _line(place: int, line: PaperLine, currency: str) -> dict[str, Any]:
    category = TaxCategory(line.tax_category)
    # BR-27: a price is never negative, a quantity may be.
    sign = -1 if line.unit_price < 0 else 1
    return _told(
        **{
            "BT-126": str(place),
            "BT-129": plain_number(line.quantity * sign),
            "BT-130": UNIT_CODES[Unit(line.unit)],
            "BT-131": _amount(line.net, currency),
            "BT-146": plain_number(line.unit_price * sign),
            "BT-151": TAX_CODES[category],
            "BT-152": _rate(category, line.tax_rate),
            "BT-153": line.description,
            "BT-154": line.detail,
            "BG-27": [_discount(line, currency)] if line.discount else [],
        }
    )


def _discount(line: PaperLine, currency: str) -> dict[str, str]:
    """What the line would be without it, less what it is, so that they add up to the coin (BR-CO-10)."""
    whole = rounded(line.quantity * line.unit_price, currency)
    return {
        "amount": _amount(whole - line.net, currency),
        "base_amount": _amount(whole, currency),
        "rate": plain_number(line.discount),
        "reason": "Discount",
        "reason_code": DISCOUNT_CODE,
    }


def _rate(category: TaxCategory, rate: Decimal) -> str:
    """BR-O-05: outside the scope of tax there is no rate, not even 0."""
    return "" if category == TaxCategory.OUTSIDE else plain_number(rate)


def _amount(amount: Decimal, currency: str) -> str:
    return f"{rounded(amount, currency) + 0:f}"  # no -0.00


def _told(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _legal(value: Any) -> Any:
    """The same without the characters that XML has no way to write."""
    if isinstance(value, dict):
        return {key: _legal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_legal(item) for item in value]
    return _ILLEGAL.sub("", value) if isinstance(value, str) else value
