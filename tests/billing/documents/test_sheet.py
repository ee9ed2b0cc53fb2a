from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clientele.billing.documents.shaping import shaped
from clientele.billing.documents.sheet import sheet_of
from tests.billing.documents.papers import BUYER, EURO, SELLER, line, paper


@pytest.mark.parametrize(
    ("quantity", "unit", "told"),
    [
        ("7.5", "hour", "7.50 h"),
        ("1", "day", "1 day"),
        ("2.5", "day", "2.5 days"),
        ("1", "month", "1 month"),
        ("1234.5", "kilometre", "1,234.5 km"),
        ("3", "piece", "3"),
        ("1", "lump_sum", "1"),
        ("-2", "piece", "-2"),
    ],
)
def test_a_quantity_is_told_with_its_unit(quantity, unit, told):
    assert sheet_of(paper(line("Work", quantity, "10", unit=unit)))["lines"][0]["quantity"] == told


@pytest.mark.parametrize(
    ("price", "currency", "told"),
    [
        ("62", "GBP", "£62.00"),
        ("0.125", "GBP", "£0.125"),
        ("1234567.5", "NOK", "NOK 1,234,567.50"),
        ("0.125", "NOK", "NOK 0.125"),
        ("1000", "JPY", "JP¥1,000"),
        ("0.5", "KWD", "KWD 0.500"),
    ],
)
def test_a_price_is_told_in_full_in_its_own_currency(price, currency, told):
    made = paper(line("Work", "1", price, currency=currency), currency=currency)
    assert sheet_of(made)["lines"][0]["price"] == told.replace(" ", "\xa0")


def test_the_column_of_discounts_stands_only_where_there_is_one():
    assert sheet_of(EURO)["heads"]["discount"]
    assert not sheet_of(paper(line("Work", "1", "10")))["heads"]["discount"]


def test_each_rate_of_tax_has_its_line_with_its_base_and_its_reason():
    made = replace(EURO, groups=(EURO.groups[0], replace(EURO.groups[1], reason="Exempt from tax")))
    assert sheet_of(made)["totals"] == [
        ["Net", "€731.88", ""],
        ["VAT 20% on €691.88", "€138.38", ""],
        ["VAT 0% on €40.00", "€0.00", "Exempt from tax"],
    ]
    assert sheet_of(paper(line("Work", "1", "10")))["totals"][1] == ["VAT 20%", "€2.00", ""]


def test_tax_is_called_as_the_sellers_country_calls_it():
    assert sheet_of(EURO)["heads"]["tax"] == "VAT"
    assert sheet_of(replace(EURO, seller=replace(SELLER, country="US")))["heads"]["tax"] == "Tax"


def test_the_country_stands_in_an_address_only_where_the_other_is_abroad():
    assert "Germany" in sheet_of(EURO)["seller"]["lines"]
    assert "Germany" not in sheet_of(replace(EURO, buyer=replace(BUYER, country="DE")))["seller"]["lines"]


def test_the_code_stands_before_the_town_where_that_is_the_custom():
    assert "20457 Hamburg" in sheet_of(EURO)["seller"]["lines"]
    british = replace(SELLER, city="Easton", postal_code="EN1 3BD", country="GB")
    assert "Easton EN1 3BD" in sheet_of(replace(EURO, seller=british))["seller"]["lines"]


def test_the_days_of_supply_are_one_day_or_a_span():
    day = date(2026, 10, 1)
    facts = dict(sheet_of(replace(EURO, served_from=day, served_to=day))["facts"])
    assert facts["Supplied"] == "1\xa0October\xa02026"
    assert dict(sheet_of(EURO)["facts"])["Supplied"] == "1\xa0October\xa02026 to 31\xa0October\xa02026"
    assert "Supplied" not in dict(sheet_of(replace(EURO, served_from=None, served_to=None))["facts"])


def test_what_is_empty_leaves_no_trace():
    made = paper(line("Work", "1", "10"), terms="", project="", reference="", footer="")
    bare = sheet_of(replace(made, bank=replace(made.bank, iban="")))
    assert bare["payment"] == []
    assert bare["code"] == ""
    assert [name for name, _ in bare["facts"]] == ["Invoice date", "Due"]
    assert bare["footer"] == "Müller Heizungsbau GmbH, HRB 12345"


def test_a_long_word_may_break_and_an_address_breaks_at_its_points():
    assert shaped("x" * 24) == "x" * 24
    assert shaped("x" * 30) == "\u200b".join("x" * 30)
    assert shaped("accounts@brightwater.example") == "accounts@\u200bbrightwater.\u200bexample"


def test_writing_from_the_right_is_kept_apart_from_what_stands_beside_it():
    assert shaped("שלום (12).") == "\u2067שלום (12).\u2069"
    assert shaped(["Søn & مرحبا", {"a": "مرحبا"}]) == ["Søn & مرحبا", {"a": "\u2067مرحبا\u2069"}]


def test_an_amount_is_never_broken_or_cut():
    made = paper(line("Work", "1", "9999999999999.99"))
    assert made.total > Decimal(9999999999999)
    assert sheet_of(made)["lines"][0]["amount"] == "€9,999,999,999,999.99"
