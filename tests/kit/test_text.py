import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientele.kit.text import loose_key, name_key, slug_of, sort_key, tidy_line, tidy_prose, unfit_character


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Corp", "acme  corp"),
        ("ACME CORP ", "Acme Corp"),
        ("Straße", "STRASSE"),
        ("Ａｃｍｅ", "Acme"),
        ("Acme\u00a0Corp", "Acme Corp"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_names_that_read_alike_have_one_key(one, other):
    assert name_key(one) == name_key(other)


def test_accents_tell_names_apart_but_do_not_order_them():
    assert name_key("Müller") != name_key("Muller")
    assert sort_key("Müller") == sort_key("Muller")


def test_a_loose_key_leaves_punctuation_out():
    assert loose_key("Abbot & Lyle, Solicitors") == loose_key("Abbot  Lyle Solicitors")


@pytest.mark.parametrize("character", ["\x00", "\x1f", "\x7f", "\u202e", "\u2066", "\ud800", "\u200f"])
def test_characters_that_deceive_or_cannot_be_saved_are_named(character):
    assert f"U+{ord(character):04X}" in unfit_character(f"Acme{character}")


@pytest.mark.parametrize("text", ["Ångström & Søn", "中国电信", "العربية", "Ἀθῆναι", "👩‍🔧 Repairs", "a\nb\tc"])
def test_names_of_every_script_are_fit(text):
    assert unfit_character(text) == ""


@given(st.text())
def test_keys_do_not_change_when_made_again(text):
    assert name_key(name_key(text)) == name_key(text)
    assert sort_key(sort_key(text)) == sort_key(text)
    assert tidy_line(tidy_line(text)) == tidy_line(text)


@given(st.text())
def test_a_slug_is_an_address_part(text):
    slug = slug_of(text)
    assert slug == "" or (slug.isascii() and slug == slug.strip("-") and len(slug) <= 50)


@pytest.mark.parametrize(("name", "slug"), [("Søndergård & Łódź", "sondergard-lodz"), ("Straße 9", "strasse-9")])
def test_letters_with_a_stroke_keep_their_place_in_a_slug(name, slug):
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\ufeff", "\u00ad", "\u2060", "\u3164", "\u200d", "\ufe0f", "\u0301", "\u2003"]
)
def test_what_nobody_sees_is_no_text(unseen):
    assert tidy_line(unseen * 2) == tidy_prose(unseen * 2) == ""


def test_unseen_characters_that_came_along_are_left_out_of_a_line():
    assert tidy_line("\ufeffAnders\u200b & Sons Bake\u00adry") == "Anders & Sons Bakery"
    assert (
        tidy_line("Coffee \u2615\ufe0f and \U0001f469\u200d\U0001f33e")
        == "Coffee \u2615\ufe0f and \U0001f469\u200d\U0001f33e"
    )


def test_names_that_differ_in_what_nobody_sees_have_one_key():
    assert name_key("An\u200dders") == name_key("An\u200bders") == name_key("Anders")
