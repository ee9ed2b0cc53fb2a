from decimal import Decimal

import pytest

from clientele.kit.numbers import plain_number, typed_number


@pytest.mark.parametrize(
    "value, least, text",
    [
        (Decimal("17.500"), 0, "17.5"),
        ("20.000", 0, "20"),
        (Decimal("1E+2"), 0, "100"),
        (Decimal(0), 0, "0"),
        (Decimal("0.000"), 2, "0.00"),
        (Decimal("12.125"), 2, "12.125"),
        (1200, 2, "1200.00"),
        (Decimal("-3.50"), 0, "-3.5"),
    ],
)
def test_a_number_is_written_without_zeros_at_its_end(value, least, text):
    assert plain_number(value, least=least) == text


@pytest.mark.parametrize(
    "typed, number",
    [
        ("1,284.00", "1284.00"),
        ("1.284,00", "1284.00"),
        ("1 284,00", "1284.00"),
        ("1,284", "1284"),
        ("1,284,000", "1284000"),
        ("12,5", "12.5"),
        ("0,125", "0.125"),
        ("12.5", "12.5"),
        (" 85 ", "85"),
        ("", ""),
        ("1,2,3", "1.2.3"),
        ("many", "many"),
    ],
)
def test_a_number_is_read_however_people_write_it(typed, number):
    assert typed_number(typed) == number
