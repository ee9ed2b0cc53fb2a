import pytest

from clientele.kit.phone import phone_key


@pytest.mark.parametrize("typed", ["+44 1632 960418", "+44 (0) 1632 960-418", "+441632960418"])
def test_one_number_typed_three_ways_is_one_number(typed):
    assert phone_key(typed) == "+441632960418"


def test_a_local_number_compares_with_itself():
    assert phone_key("01632 960 418") == phone_key("01632-960418") == "01632960418"


def test_a_local_number_is_completed_where_the_country_is_known():
    assert phone_key("01632 960418", "gb") == "+441632960418"


@pytest.mark.parametrize("nothing", ["", "ask Lise", "ext."])
def test_no_digits_are_no_number(nothing):
    assert phone_key(nothing) == ""


@pytest.mark.parametrize("odd", ["+", "+999999999999999999999", "00", "+44", "٠١٢"])
def test_odd_numbers_are_kept_without_a_fault(odd):
    assert len(phone_key(odd)) <= 30
