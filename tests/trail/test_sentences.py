import pytest

from clientele.customers.operations import add_note, update_customer
from clientele.trail.models import Entry
from clientele.trail.sentences import Part, known_names, listing, register, told
from tests.cast import NOW


def said(entry):
    return "".join(part.text for part in told(entry))


def test_an_entry_is_told_with_its_author_and_what_changed(anders, dana):
    update_customer(anders, changes={"email": "new@anders.example", "phone": "111"}, by=dana, at=NOW)
    assert said(Entry.objects.latest("pk")) == "Dana Lead changed email and phone"


def test_the_parts_say_who_and_what(anders):
    assert told(Entry.objects.latest("pk")) == [
        Part("Olive Owner", "author"),
        Part(" added "),
        Part("Anders & Sons Bakery", "subject"),
    ]


@pytest.mark.parametrize(
    "kind, words",
    [("comment", "a comment"), ("general", "a note"), ("email", "a note of an email"), ("decision", "a decision")],
)
def test_a_note_is_told_by_its_kind(anders, theo, kind, words):
    add_note(anders, kind=kind, body="Said.", by=theo, at=NOW)
    assert said(Entry.objects.latest("pk")) == f"Theo Technician wrote {words}"


def test_what_nobody_did_and_what_is_not_known_are_told_too(organization):
    bare = Entry(name="customers.tag_merged", subject_text="Nord", facts={})
    assert said(bare) == "The system merged the tag Nord into something"
    assert said(Entry(name="older.name")) == "older.name"


@pytest.mark.parametrize(
    "name, facts, sentence",
    [
        ("exchange.customers_exported", {"number": 1}, "exported 1 customer"),
        ("exchange.customers_exported", {"number": 1204}, "exported 1,204 customers"),
        ("exchange.customers_exported", {}, "exported something"),
        (
            "exchange.projects_imported",
            {"file": "a.csv", "created": 1, "updated": 0},
            "imported a.csv: 1 project created, 0 updated",
        ),
        (
            "billing.batch_finished",
            {"finalised": 1, "total": 1, "sent": 0},
            "finalised 1 of 1 draft in one go and sent 0",
        ),
        ("billing.batch_resumed", {"left": 1}, "went on finalising 1 draft in one go"),
    ],
)
def test_a_number_agrees_with_what_it_counts(name, facts, sentence):
    assert said(Entry(name=name, author="Dana Lead", facts=facts)) == f"Dana Lead {sentence}"


def test_a_name_is_told_in_one_way_only():
    with pytest.raises(ValueError, match="told twice"):
        register({min(known_names()): "Again"})


@pytest.mark.parametrize(
    "words, text", [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed_as_people_list_them(words, text):
    assert listing(words) == text
