import pytest
from django.core.exceptions import ValidationError

from clientele.customers.models import Customer
from clientele.kit.fields import BicField, IbanField
from clientele.kit.places import currency_choices, currency_name
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned


@pytest.mark.parametrize(
    ("given", "saved"),
    [
        ("andersbakery.example", "https://andersbakery.example"),
        ("http://andersbakery.example/a?b=c", "http://andersbakery.example/a?b=c"),
        ("andersbakery.example:8080/shop", "https://andersbakery.example:8080/shop"),
        ("  https://x.example  ", "https://x.example"),
        ("", ""),
    ],
)
def test_a_website_is_completed(given, saved):
    assert cleaned(Customer, {"website": given}) == {"website": saved}


@pytest.mark.parametrize(
    "website",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,hello",
        "ftp://files.example",
        "https://",
        "https:// spaced.example",
        "vbscript:x",
        "http://[broken",
        "nodots",
        "file:///etc/passwd",
    ],
)
def test_a_website_that_is_not_on_the_web_is_refused(website):
    with pytest.raises(Refusal) as refused:
        cleaned(Customer, {"website": website})
    assert refused.value.errors[0].field == "website"


@pytest.mark.parametrize(
    "email", ["info@larkspur", "a b@c.example", "@x.example", "a@b@c.example", "a" * 260 + "@x.example"]
)
def test_a_bad_address_is_refused_by_its_field(email):
    with pytest.raises(Refusal) as refused:
        cleaned(Customer, {"email": email})
    assert refused.value.errors[0].field == "email"


@pytest.mark.parametrize("blank", ["", None, "   "])
def test_a_blank_optional_field_is_saved_empty(blank):
    assert cleaned(Customer, {"email": blank, "notes": blank, "website": blank}) == {
        "email": "",
        "notes": "",
        "website": "",
    }


def test_a_name_of_ten_megabytes_is_refused_quickly():
    with pytest.raises(Refusal, match="at most"):
        cleaned(Customer, {"name": "x" * 10_000_000})


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(Refusal) as refused:
        cleaned(Customer, {"name": "", "email": "x", "code": "no spaces", "currency": "ZZZ", "country": "XX"})
    assert {error.field for error in refused.value.errors} == {"name", "email", "code", "currency", "country"}


@pytest.mark.parametrize("code", ["X" * 3, "XTS", "XAU", "XAG", "XPT", "XPD", "XDR", "XBA", "CHE", "BOV", "CLF"])
def test_what_nobody_pays_with_is_no_currency(code):
    with pytest.raises(Refusal, match="not a currency code"):
        cleaned(Customer, {"currency": code})
    assert code not in dict(currency_choices())
    assert currency_name(code)


@pytest.mark.parametrize("code", ["GBP", "EUR", "CHF", "XOF", "XPF", "KWD", "ZWG", "HRK"])
def test_what_is_or_was_money_somewhere_is_a_currency(code):
    assert cleaned(Customer, {"currency": code}) == {"currency": code}


def test_only_money_of_today_is_offered():
    offered = dict(currency_choices())
    assert {"GBP", "EUR", "CHF", "XOF", "USD"} <= offered.keys()
    assert not {"DEM", "HRK", "ATS", "ADP"} & offered.keys()
    assert offered["GBP"] == "GBP, British Pound"


@pytest.mark.parametrize("code", ["ACME", "A-1_b", "x" * 20])
def test_a_code_is_letters_digits_hyphens_and_underscores(code):
    assert cleaned(Customer, {"code": code}) == {"code": code}


@pytest.mark.parametrize("code", ["A B", "ÄCME", "a/b", "x" * 21, "A\n"])
def test_other_codes_are_refused(code):
    if code == "A\n":
        assert cleaned(Customer, {"code": code}) == {"code": "A"}
        return
    with pytest.raises(Refusal):
        cleaned(Customer, {"code": code})


def test_prose_keeps_its_lines():
    assert cleaned(Customer, {"notes": " one\r\ntwo\n"}) == {"notes": "one\ntwo"}


def test_a_field_never_meets_null():
    with pytest.raises(ValidationError):
        Customer._meta.get_field("name").clean(None, None)


@pytest.mark.parametrize("typed", ["GB33 BUKB 2020 1555 5555 55", "gb33bukb20201555555555"])
def test_an_iban_is_kept_without_spaces(typed):
    assert IbanField().clean(typed) == "GB33BUKB20201555555555"


@pytest.mark.parametrize("typed", ["GB34BUKB20201555555555", "12345", "GB33", "\u202eGB33"])
def test_an_iban_with_wrong_check_digits_is_refused(typed):
    with pytest.raises(ValidationError):
        IbanField().clean(typed)


def test_a_bic_has_eight_or_eleven_places():
    assert BicField().clean("bukbgb22") == "BUKBGB22"
    with pytest.raises(ValidationError):
        BicField().clean("BUKB")
