import pytest

from clientele.accounts.models import StoredAnswer
from clientele.customers.models import Note
from clientele.customers.operations import add_note, edit_note
from tests.cast import NOW

PART = {"HX-Request": "true", "HX-Target": "div#note_log"}


@pytest.fixture
def client(theo, sign_in):
    return sign_in(theo)


def note_by(member, customer, body="Said.", kind="general"):
    return add_note(customer, kind=kind, body=body, by=member, at=NOW)


def test_a_note_is_added_with_its_type_author_and_time(anders, client, url_of):
    answer = client.post(url_of(anders, "notes/"), {"kind": "phone_call", "body": "Called\nabout the boiler."})
    assert (answer.status_code, answer["Location"]) == (303, url_of(anders, "notes/"))
    page = client.get(url_of(anders, "notes/")).content.decode()
    assert "Theo Technician" in page
    assert "Phone Call" in page
    assert "Called\nabout the boiler." in page


def test_a_script_gets_the_log_with_the_new_note(anders, client, url_of):
    answer = client.post(url_of(anders, "notes/"), {"kind": "general", "body": "Said."}, headers=PART)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert "Said." in page


@pytest.mark.parametrize("headers", [{}, PART])
def test_blank_text_is_refused_and_nothing_is_written(anders, client, url_of, headers):
    answer = client.post(url_of(anders, "notes/"), {"kind": "general", "body": " \n "}, headers=headers)
    assert answer.status_code == 422
    assert not Note.objects.exists()


def test_text_that_is_too_long_is_refused_and_stays_typed(anders, client, url_of):
    answer = client.post(url_of(anders, "notes/"), {"kind": "decision", "body": "x" * 20_001})
    assert answer.status_code == 422
    assert "This is 20,001 characters long; at most 20,000 are kept." in answer.content.decode()
    assert "x" * 20_001 in answer.content.decode()


def test_the_same_key_twice_writes_one_note(anders, client, url_of):
    for _ in range(2):
        answer = client.post(
            url_of(anders, "notes/"),
            {"kind": "general", "body": "Once."},
            headers={"Idempotency-Key": "key-1", **PART},
        )
        assert answer.status_code == 200
        assert "Once." in answer.content.decode()
    assert Note.objects.count() == 1
    assert StoredAnswer.objects.count() == 1


def test_a_hidden_field_may_carry_the_key(anders, client, url_of):
    for _ in range(2):
        client.post(url_of(anders, "comments/"), {"body": "Once.", "idempotency_key": "key-1"})
    assert Note.objects.count() == 1


def test_the_same_key_with_another_text_is_refused(anders, client, url_of):
    headers = {"Idempotency-Key": "key-1", **PART}
    client.post(url_of(anders, "notes/"), {"kind": "general", "body": "One."}, headers=headers)
    answer = client.post(url_of(anders, "notes/"), {"kind": "general", "body": "Two."}, headers=headers)
    assert answer.status_code == 422
    assert Note.objects.count() == 1


def test_a_refused_note_may_be_sent_again_with_the_same_key(anders, client, url_of):
    headers = {"Idempotency-Key": "key-1", **PART}
    assert client.post(url_of(anders, "notes/"), {"kind": "general", "body": ""}, headers=headers).status_code == 422
    good = client.post(url_of(anders, "notes/"), {"kind": "general", "body": "Said."}, headers=headers)
    assert good.status_code == 200


def test_a_session_that_has_ended_is_told_to_a_script_and_leads_a_page_to_sign_in(anders, client, url_of):
    client.logout()
    told = client.post(url_of(anders, "notes/"), {"body": "Said."}, headers=PART)
    led = client.post(url_of(anders, "notes/"), {"body": "Said."})
    assert told.status_code == 401
    assert led.status_code == 302
    assert "/accounts/login/" in led["Location"]


def test_the_log_is_narrowed_by_type_and_leaves_comments_out(anders, theo, client, url_of):
    note_by(theo, anders, "We met.", "meeting")
    note_by(theo, anders, "We decided.", "decision")
    note_by(theo, anders, "Just a comment.", "comment")
    every = client.get(url_of(anders, "notes/")).content.decode()
    some = client.get(url_of(anders, "notes/?kind=decision")).content.decode()
    assert "We met." in every
    assert "Just a comment." not in every
    assert "We decided." in some
    assert "We met." not in some


@pytest.mark.parametrize("query", ["kind=comment", "kind=nonsense", "page=x", "page=-1"])
def test_an_unknown_narrowing_is_a_bad_request(anders, client, url_of, query):
    assert client.get(url_of(anders, f"notes/?{query}")).status_code == 400


def test_a_long_log_is_turned_page_by_page(anders, theo, client, url_of):
    for number in range(41):
        note_by(theo, anders, f"Note {number:03}")
    last = client.get(url_of(anders, "notes/?page=3")).content.decode()
    assert "Note 000" in last
    assert "Note 001" not in last
    assert "Page 3 of 3" in last
    assert client.get(url_of(anders, "notes/?page=999")).status_code == 200


def test_text_is_never_markup_and_addresses_can_be_followed(anders, theo, client, url_of):
    note_by(theo, anders, '<script>alert(1)</script> see https://x.example/?a=1&b="2", javascript:alert(1)')
    page = client.get(url_of(anders, "notes/")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    link = '<a class="link" href="https://x.example/?a=1&amp;b=" rel="noopener noreferrer nofollow" target="_blank">'
    assert link in page
    assert 'href="javascript' not in page


def test_an_edited_note_says_so_and_keeps_its_earlier_texts(anders, theo, dana, client, url_of):
    note = note_by(theo, anders, "First text.")
    client.post(url_of(anders, f"notes/{note.pk}/edit/"), {"kind": "general", "body": "Second text.", "version": 1})
    edit_note(note, body="Third text.", by=dana, at=NOW)
    page = client.get(url_of(anders, "notes/")).content.decode()
    assert f'href="{url_of(anders, f"notes/{note.pk}/versions/")}" data-dialog>edited</a>' in page
    versions = client.get(url_of(anders, f"notes/{note.pk}/versions/")).content.decode()
    places = [versions.index(f"{word} text.") for word in ("Third", "Second", "First")]
    assert places == sorted(places)


def test_a_note_that_somebody_else_changed_is_shown_beside_yours(anders, theo, dana, client, url_of):
    note = note_by(theo, anders)
    edit_note(note, body="Theirs.", kind="phone_call", by=dana, at=NOW)
    answer = client.post(url_of(anders, f"notes/{note.pk}/edit/"), {"kind": "general", "body": "Mine.", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in page
    assert "Mine.</textarea>" in page
    assert 'name="version" value="2"' in page
    assert "also changed type: the form has the new value" in page
    again = {"kind": "phone_call", "body": "Mine.", "version": 2, "take_body": "yours"}
    assert client.post(url_of(anders, f"notes/{note.pk}/edit/"), again).status_code == 303
    note.refresh_from_db()
    assert (note.kind, note.body) == ("phone_call", "Mine.")


def test_deleting_asks_first_and_says_that_it_is_for_good(anders, theo, client, url_of):
    note = note_by(theo, anders)
    address = url_of(anders, f"notes/{note.pk}/delete/")
    assert "Deleted notes cannot be recovered." in client.get(address).content.decode()
    assert Note.objects.exists()
    client.post(address, {"version": note.version})
    assert not Note.objects.exists()


def test_others_may_not_change_a_note_but_a_moderator_may(anders, olive, client, dana, sign_in, url_of):
    note = note_by(olive, anders)
    data = {"kind": "general", "body": "Changed.", "version": 1}
    for verb in ("edit", "delete"):
        assert client.post(url_of(anders, f"notes/{note.pk}/{verb}/"), data).status_code == 403
    assert sign_in(dana).post(url_of(anders, f"notes/{note.pk}/edit/"), data).status_code == 303


def test_a_note_is_found_only_at_its_own_customer(anders, a_customer, theo, client, url_of):
    note = note_by(theo, anders)
    other = a_customer("Quay Street Dental")
    assert client.get(url_of(other, f"notes/{note.pk}/edit/")).status_code == 404


def test_without_the_feature_there_is_no_log(organization, anders, client, url_of):
    organization.disabled_features = ["customers.notes"]
    organization.save()
    assert client.get(url_of(anders, "notes/")).status_code == 403
    assert "/notes/" not in client.get(url_of(anders)).content.decode()
