from decimal import Decimal

import pytest

from clientele.kit.money import minor_digits, price_shown, rounded, shown


@pytest.mark.parametrize(("currency", "digits"), [("GBP", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_knows_its_smallest_coin(currency, digits):
    assert minor_digits(currency) == digits


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [("1.005", "GBP", "1.01"), ("-1.005", "GBP", "-1.01"), ("0.5", "JPY", "1"), ("1.0005", "KWD", "1.001")],
)
def test_half_of_the_smallest_coin_rounds_away_from_zero(amount, currency, told):
    assert str(rounded(Decimal(amount), currency)) == told


def test_an_amount_reads_in_full_in_its_own_currency():
    assert shown(Decimal(1284), "GBP") == "£1,284.00"
    assert shown(Decimal(84200), "NOK") == "NOK 84,200.00"
    assert shown(Decimal(1284), "JPY") == "JP¥1,284"


def test_a_price_may_be_finer_than_the_smallest_coin():
    assert price_shown(Decimal("0.125"), "GBP") == "£0.125"
    assert price_shown(Decimal("0.125"), "NOK") == "NOK 0.125"
    assert price_shown(Decimal("62.000"), "GBP") == "£62.00"
    assert price_shown(Decimal("0.5"), "JPY") == "JP¥0.5"
