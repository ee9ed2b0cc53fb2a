from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientele.billing.documents.arithmetic import net_of, sums_of
from clientele.billing.documents.terms import due_day
from clientele.kit.money import minor_digits, rounded

CURRENCIES = st.sampled_from(["GBP", "JPY", "KWD", "CLF"])
QUANTITIES = st.decimals("0.000001", "100000", places=6)
PRICES = st.decimals("0", "1000000", places=4)
DISCOUNTS = st.decimals("0", "100", places=3)
TAXES = st.sampled_from(
    [("standard", Decimal(20)), ("standard", Decimal("5.5")), ("zero", Decimal(0)), ("reverse_charge", Decimal(0))]
)


@dataclass
class Row:
    net: Decimal
    tax_category: str
    tax_rate: Decimal


@given(CURRENCIES, QUANTITIES, PRICES, DISCOUNTS)
def test_a_line_is_rounded_to_the_coin_and_never_off_by_more_than_half_of_one(currency, quantity, price, discount):
    net = net_of(quantity, price, discount, currency)
    assert net == rounded(net, currency)
    assert abs(net - quantity * price * (100 - discount) / 100) <= Decimal(1).scaleb(-minor_digits(currency)) / 2


@given(CURRENCIES, st.lists(st.tuples(QUANTITIES, PRICES, DISCOUNTS, TAXES), max_size=30))
def test_sums_are_exact_and_tax_follows_its_group(currency, lines):
    rows = [Row(net_of(quantity, price, off, currency), *tax) for quantity, price, off, tax in lines]
    sums = sums_of(rows, currency)
    assert sums.subtotal == sum((row.net for row in rows), Decimal(0))
    assert sums.subtotal == sum((group.base for group in sums.groups), Decimal(0))
    assert sums.tax_total == sum((group.tax for group in sums.groups), Decimal(0))
    assert sums.total == sums.subtotal + sums.tax_total
    for group in sums.groups:
        assert group.tax == rounded(group.base * group.rate / 100, currency)
        assert group.base == sum(
            row.net for row in rows if (row.tax_category, row.tax_rate) == (group.category, group.rate)
        )
    assert sums_of(rows[::-1], currency) == sums


def test_an_invoice_worked_out_by_hand():
    rows = [
        Row(net_of(Decimal("2.5"), Decimal("85.50"), Decimal(0), "EUR"), "standard", Decimal(19)),
        Row(net_of(Decimal(3), Decimal("0.335"), Decimal(0), "EUR"), "standard", Decimal(19)),
        Row(net_of(Decimal(1), Decimal("99.99"), Decimal(10), "EUR"), "standard", Decimal(7)),
    ]
    assert [row.net for row in rows] == [Decimal("213.75"), Decimal("1.01"), Decimal("89.99")]
    sums = sums_of(rows, "EUR")
    assert [(group.base, group.tax) for group in sums.groups] == [
        (Decimal("214.76"), Decimal("40.80")),
        (Decimal("89.99"), Decimal("6.30")),
    ]
    assert (sums.subtotal, sums.tax_total, sums.total) == (Decimal("304.75"), Decimal("47.10"), Decimal("351.85"))


@pytest.mark.parametrize(
    ("terms", "issued_on", "due_on"),
    [
        ("due_on_receipt", date(2026, 1, 31), date(2026, 1, 31)),
        ("net_7", date(2026, 12, 28), date(2027, 1, 4)),
        ("net_30", date(2028, 1, 31), date(2028, 3, 1)),
        ("end_of_month", date(2028, 2, 1), date(2028, 2, 29)),
        ("end_of_month", date(2026, 12, 31), date(2026, 12, 31)),
        ("end_of_next_month", date(2026, 1, 31), date(2026, 2, 28)),
        ("end_of_next_month", date(2026, 12, 1), date(2027, 1, 31)),
    ],
)
def test_an_invoice_is_due_on_a_real_day(terms, issued_on, due_on):
    assert due_day(terms, issued_on) == due_on
