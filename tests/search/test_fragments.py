import pytest

from clientele.search.fragments import fragments_of


@pytest.mark.parametrize(
    "text, long, short",
    [
        ("Quay", ("quay",), ()),
        ("  QUAY   street ", ("quay", "street"), ()),
        ("st quay", ("quay",), ("st",)),
        ("Café Söhne", ("cafe", "sohne"), ()),
        ("a", (), ("a",)),
        ("s & s", ("s & s",), ()),
        ("A  B", ("a b",), ()),
        ("ab", (), ("ab",)),
        ("", (), ()),
        ("quay quay", ("quay",), ()),
        ("ＱＵＡＹ", ("quay",), ()),
    ],
)
def test_a_search_becomes_words_without_case_accents_and_width(text, long, short):
    found = fragments_of(text)
    assert (found.long, found.short) == (long, short)


@pytest.mark.parametrize(
    "text, digits",
    [
        ("01632 960 418", "632960418"),
        ("+44 1632 960418", "632960418"),
        ("0044 1632 960418", "632960418"),
        ("(01632) 960-418", "632960418"),
        ("960418", "960418"),
    ],
)
def test_a_telephone_number_is_the_end_of_its_digits(text, digits):
    assert fragments_of(text).long == (digits,)


@pytest.mark.parametrize("text", ["no 12345", "12345 no"])
def test_other_numbers_stay_words(text):
    assert set(fragments_of(text).every) == set(text.split())


def test_a_very_long_search_is_cut_to_eight_words():
    assert len(fragments_of(" ".join(f"word{number}" for number in range(30))).every) == 8
