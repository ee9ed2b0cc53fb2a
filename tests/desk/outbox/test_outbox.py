import os

import pytest
from django.core.mail import EmailMessage, get_connection

from clientele.desk.outbox.mailbox import mails


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA = tmp_path
    return tmp_path / "outbox"


def send(folder, *messages):
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(folder))
    connection.send_messages([EmailMessage(subject, body, "us@example.org", [to]) for subject, body, to in messages])


def test_an_empty_outbox_says_what_belongs_there(client, folder):
    response = client.get("/outbox/")
    assert response.status_code == 200
    assert "No mail yet" in response.content.decode()


def test_every_mail_is_shown_newest_first_with_its_links(client, folder):
    send(folder, ("First", "Open http://localhost:8000/accounts/confirm-email/abc/ now", "a@example.org"))
    os.utime(next(folder.iterdir()), (1, 1))
    send(folder, ("Second", "Welcome, Zoë — “one” ✓", "b@example.org"), ("Third — ünïcode", "Two", "c@example.org"))
    assert [mail.subject for mail in mails()] == ["Third — ünïcode", "Second", "First"]
    page = client.get("/outbox/").content.decode()
    assert "Welcome, Zoë — “one” ✓" in page
    assert 'href="http://localhost:8000/accounts/confirm-email/abc/"' in page
    assert page.index("Third") < page.index("Second") < page.index("First")


def test_what_a_mail_says_is_never_read_as_markup(client, folder):
    send(folder, ("<script>1</script>", "<img src=x onerror=alert(1)> javascript:alert(1)", "a@example.org"))
    page = client.get("/outbox/").content.decode()
    assert "<script>1" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_no_mail_is_out_of_reach(client, folder):
    send(folder, *[(f"Mail {number}", "Text", "a@example.org") for number in range(45)])
    found = "".join(client.get(f"/outbox/?page={number}").content.decode() for number in (1, 2, 3))
    assert [number for number in range(45) if f"Mail {number}<" not in found] == []


@pytest.mark.parametrize("page", ["x", "-1", "0", "99999999999999999999", ""])
def test_a_strange_page_number_is_harmless(client, folder, page):
    assert client.get("/outbox/", {"page": page}).status_code == 200


def test_the_files_of_a_mail_are_had_at_addresses_that_stay(client, folder):
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(folder))
    files = [("INV-1.pdf", b"%PDF-1.7 \xff", "application/pdf"), ("words.txt", "Words", "text/plain")]
    connection.send_messages([EmailMessage("Invoice", "Here", "us@example.org", ["a@example.org"], attachments=files)])
    send(folder, ("Later", "Text", "b@example.org"))
    page = client.get("/outbox/").content.decode()
    for place, (name, content, kind) in enumerate(files):
        assert f'href="/outbox/1/{place}/"' in page
        assert name in page
        answer = client.get(f"/outbox/1/{place}/")
        assert b"".join(answer) == (content if isinstance(content, bytes) else content.encode())
        assert answer["Content-Type"].startswith(kind)
    assert [client.get(f"/outbox/{path}/").status_code for path in ("1/2", "2/0", "0/0", "9/0")] == [404] * 4
