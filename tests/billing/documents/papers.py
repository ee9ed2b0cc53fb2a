"""Papers to try documents with: one written by hand, and any that the arithmetic of EN 16931 allows."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from clientele.billing.choices import TaxCategory, Unit
from clientele.billing.documents.paper import Bank, Paper, PaperLine, Party, TaxGroup
from clientele.kit.money import rounded

AT = datetime(2026, 11, 2, 15, 30, tzinfo=UTC)
SELLER = Party(
    "Müller Heizungsbau GmbH", "Hafenstraße 6", "", "Hamburg", "", "20457", "DE",
    "konto@mueller.example", "+49 40 555 0100", "DE123456789", "HRB 12345",
)  # fmt: skip
BUYER = Party(
    "Ångström & Søn A/S", "Vestergade 12", "3. sal", "København K", "", "1456", "DK",
    "faktura@angstrom.example", "", "DK12345678", "", "C-0042",
)  # fmt: skip
BANK = Bank("Müller Heizungsbau", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX")
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(str.strip)


def line(description: str, quantity: str, price: str, **more) -> PaperLine:
    """One line in euros, rounded as the standard says."""
    values = {"detail": "", "unit": "hour", "discount": Decimal(0), "tax_category": "standard", **more}
    rate = Decimal(values.pop("tax_rate", "20" if values["tax_category"] == "standard" else "0"))
    currency = values.pop("currency", "EUR")
    whole = Decimal(quantity) * Decimal(price)
    net = rounded(whole * (100 - values["discount"]) / 100, currency)
    return PaperLine(
        description, quantity=Decimal(quantity), unit_price=Decimal(price), net=net, tax_rate=rate, **values
    )


def paper(*lines: PaperLine, **more) -> Paper:
    """An invoice over these lines, added up."""
    values = {
        "kind": "invoice", "number": "RE-2026-0042", "issued_on": date(2026, 11, 2), "due_on": date(2026, 11, 16),
        "currency": "EUR", "seller": SELLER, "buyer": BUYER, "bank": BANK, "reference": "PO-77812",
        "terms": "14 days", "project": "Boiler house 2026", "footer": "Amtsgericht Hamburg HRB 12345", **more,
    }  # fmt: skip
    bases: dict[tuple[str, Decimal], Decimal] = defaultdict(Decimal)
    for one in lines:
        bases[one.tax_category, one.tax_rate] += one.net
    groups = tuple(
        TaxGroup(category, rate, base, rounded(base * rate / 100, values["currency"]))
        for (category, rate), base in bases.items()
    )
    subtotal, tax = sum((one.net for one in lines), Decimal(0)), sum((one.tax for one in groups), Decimal(0))
    return Paper(lines=lines, groups=groups, subtotal=subtotal, tax_total=tax, total=subtotal + tax, **values)


EURO = paper(
    line("Annual boiler service", "1", "285.00", unit="piece", detail="Steam boiler 1"),
    line("Engineer, planned work", "7.5", "62.00", discount=Decimal("12.5")),
    line("Certificate", "2", "20.00", unit="piece", tax_category="exempt"),
    note="Thank you for your order.",
    served_from=date(2026, 10, 1),
    served_to=date(2026, 10, 31),
)
CREDIT = replace(EURO, kind="credit_note", number="GS-2026-0001", credits=("RE-2026-0042", date(2026, 11, 2)))


@st.composite
def lines(draw, currency: str, categories=("standard", "zero", "exempt", "reverse_charge")):
    category = draw(st.sampled_from(categories))
    return line(
        draw(TEXTS),
        str(draw(st.decimals(min_value=-500, max_value=500, places=2).filter(bool))),
        str(draw(st.decimals(min_value=0, max_value=5_000, places=3))),
        currency=currency,
        detail=draw(st.just("") | TEXTS),
        unit=draw(st.sampled_from(Unit.values)),
        discount=draw(st.just(Decimal(0)) | st.decimals(min_value=0, max_value=100, places=2)),
        tax_category=category,
        tax_rate=draw(st.sampled_from(["20", "7.7", "5.5", "25"])) if category == TaxCategory.STANDARD else "0",
    )


@st.composite
def papers(draw, currencies=("EUR", "JPY", "NOK")):
    currency = draw(st.sampled_from(currencies))
    categories = draw(st.sampled_from([("standard", "zero", "exempt", "reverse_charge"), ("outside",)]))
    made = paper(*draw(st.lists(lines(currency, categories), min_size=1, max_size=8)), currency=currency)
    if draw(st.booleans()):
        made = replace(made, kind="credit_note", credits=("RE-1", date(2026, 10, 1)))
    return replace(
        made,
        note=draw(st.just("") | TEXTS),
        reference=draw(st.just("") | TEXTS),
        terms=draw(st.just("") | TEXTS),
        project=draw(st.just("") | TEXTS),
        served_from=draw(st.none() | st.just(date(2026, 10, 1))),
        served_to=draw(st.none() | st.just(date(2026, 10, 31))),
        bank=draw(st.just(BANK) | st.just(Bank())),
    )
