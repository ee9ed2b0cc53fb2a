import pytest

from clientele.search.marking import spans_of


@pytest.mark.parametrize(
    "name, fragments, marked",
    [
        ("Quay Street Dental", ["quay"], ["Quay"]),
        ("Old Quay House Flats", ["quay"], ["Quay"]),
        ("Café Söhne", ["cafe", "sohne"], ["Café", "Söhne"]),
        ("Cafe\u0301 West", ["cafe"], ["Cafe\u0301"]),
        ("Straße", ["strass"], ["Straß"]),
        ("ﬁne Foods", ["fine"], ["ﬁne"]),
        ("banana", ["ana"], ["ana"]),
        ("Anders", ["and", "nder"], ["Ander"]),
        ("Anders", ["x"], []),
        ("", ["x"], []),
    ],
)
def test_what_was_searched_for_is_found_in_the_name_as_it_is_written(name, fragments, marked):
    assert [name[start:end].rstrip("\u0301") for start, end in spans_of(name, fragments)] == [
        part.rstrip("\u0301") for part in marked
    ]
