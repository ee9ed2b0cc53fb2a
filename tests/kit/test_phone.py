from contextlib import suppress

import phonenumbers
import pytest

from clientele.kit.fields import COUNTRIES
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


@pytest.mark.parametrize("written", ["{0}", "({0}", "{0}5", "00 {0}", "1-{0}", "0{0}", "0 {1} 0{0}"])
def test_the_short_way_answers_as_the_library_does_in_every_country(written):
    different = []
    for country in sorted(COUNTRIES & phonenumbers.SUPPORTED_REGIONS):
        plan = phonenumbers.PhoneMetadata.metadata_for_region(country)
        for kind in (plan.general_desc, plan.fixed_line, plan.mobile, plan.toll_free, plan.shared_cost):
            digits = kind and (kind.example_number or plan.fixed_line.example_number)
            for prefix in ("", plan.national_prefix or "", str(plan.country_code)) if digits else ():
                typed = written.format(f"{prefix}{digits[:3]} {digits[3:]}", plan.country_code)
                if phone_key(typed, country) != as_the_library_has_it(typed, country):
                    different.append((typed, country))
    assert different == []


def as_the_library_has_it(typed, country):
    with suppress(phonenumbers.NumberParseException):
        number = phonenumbers.parse(typed, country)
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return "".join(filter(str.isdigit, typed))
