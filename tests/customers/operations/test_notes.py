import pytest

from clientele.customers.choices import LOG_KINDS, NoteKind
from clientele.customers.models import Customer, Note
from clientele.customers.operations import add_note, delete_note, edit_note
from clientele.customers.queries import comments_of, log_of, note_counts
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.models import Entry
from clientele.trail.queries import timeline_for
from tests.cast import NOW


@pytest.fixture
def note(anders, theo):
    return add_note(anders, kind="meeting", body="  We met.\r\nTwice.  ", by=theo, at=NOW)


def test_a_note_keeps_its_lines_its_author_and_its_time(note, theo):
    note.refresh_from_db()
    assert (note.body, note.author, note.created_at, note.edited_at) == ("We met.\nTwice.", theo, NOW, None)


@pytest.mark.parametrize("body", ["", " \n\t ", "a\x00b", "x" * 20_001])
def test_a_text_that_says_nothing_or_too_much_is_refused(anders, theo, body):
    with pytest.raises(Refusal) as refused:
        add_note(anders, kind="general", body=body, by=theo, at=NOW)
    assert refused.value.errors[0].field == "body"
    assert not Note.objects.exists()


def test_a_kind_nobody_knows_is_refused(anders, theo):
    with pytest.raises(Refusal):
        add_note(anders, kind="gossip", body="Psst.", by=theo, at=NOW)


def test_comments_and_the_log_are_read_apart(anders, theo):
    for kind in NoteKind:
        add_note(anders, kind=kind, body="Said.", by=theo, at=NOW)
    assert [note.kind for note in comments_of(anders)] == ["comment"]
    assert {note.kind for note in log_of(anders)} == set(LOG_KINDS)
    assert note_counts(anders) == dict.fromkeys(NoteKind.values, 1)


def test_an_edit_keeps_the_earlier_text_in_the_trail(note, dana):
    edited = edit_note(note, body="We met once.", by=dana, at=NOW)
    assert (edited.version, edited.edited_at) == (2, NOW)
    entry = Entry.objects.latest("pk")
    assert entry.name == "customers.note_edited"
    assert entry.changes == {"body": ["We met.\nTwice.", "We met once."]}


def test_an_edit_that_changes_nothing_is_no_edit(note, theo):
    assert edit_note(note, body="We met.\nTwice.", by=theo, at=NOW).edited_at is None


def test_a_stale_edit_is_refused_with_the_present_text(note, theo, dana):
    edit_note(note, body="Other.", by=dana, at=NOW)
    with pytest.raises(Conflict) as refused:
        edit_note(note, body="Mine.", version=1, by=theo, at=NOW)
    assert refused.value.extra["current"].body == "Other."


def test_a_deleted_note_is_gone_and_the_trail_says_who_did_it(anders, note, dana):
    delete_note(note, by=dana, at=NOW)
    assert not Note.objects.exists()
    entry = timeline_for(anders)[0]
    assert (entry.name, entry.author, entry.changes) == ("customers.note_deleted", "Dana Lead", {})


def test_nothing_is_said_about_an_archived_customer(anders, note, theo):
    Customer.objects.filter(pk=anders.pk).update(archived_at=NOW)
    note.refresh_from_db()
    for act in (
        lambda: add_note(anders, kind="comment", body="Hello", by=theo, at=NOW),
        lambda: edit_note(note, body="Hello", by=theo, at=NOW),
        lambda: delete_note(Note.objects.select_related("customer").get(), by=theo, at=NOW),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "customer_archived"
