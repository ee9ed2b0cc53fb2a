from datetime import timedelta

import pytest

from clientele.customers.models import Customer
from clientele.customers.operations import add_note, create_customer, edit_note, update_customer
from tests.cast import NOW

MAY = NOW.replace(month=5, day=1, hour=23, minute=30)


@pytest.fixture
def client(theo, sign_in):
    return sign_in(theo)


@pytest.fixture
def old(olive, dana):
    """A customer with a past: added in March, changed in May and in November."""
    values = {"name": "Anders & Sons Bakery", "email": "office@andersbakery.example"}
    anders = create_customer(values=values, by=olive, at=NOW.replace(month=3, day=1))
    update_customer(anders, changes={"email": "may@anders.example", "phone": "111"}, by=dana, at=MAY)
    update_customer(anders, changes={"status": "inactive", "email": "now@anders.example"}, by=dana, at=NOW)
    return Customer.objects.get(pk=anders.pk)


def test_what_happened_reads_as_sentences(old, theo, client, url_of):
    add_note(old, kind="phone_call", body="Called.", by=theo, at=NOW)
    page = client.get(url_of(old, "timeline/")).content.decode()
    assert "<b>Dana Lead</b> changed <b>status and email</b>" in page
    assert "<b>Dana Lead</b> changed <b>email and phone</b>" in page
    assert "<b>Theo Technician</b> wrote a note of a phone call" in page
    assert "<b>Olive Owner</b> added <b>Anders &amp; Sons Bakery</b>" in page
    assert "1 May 2026" in page


def test_before_and_after_are_in_words(old, client, url_of):
    page = client.get(url_of(old, "timeline/")).content.decode()
    assert "<del>Active</del>" in page
    assert "<ins>Inactive</ins>" in page
    assert "Show changes" in page


def test_days_are_days_of_the_organisations_zone(organization, old, client, url_of):
    organization.time_zone = "Pacific/Auckland"
    organization.save()
    page = client.get(url_of(old, "timeline/")).content.decode()
    assert "2 May 2026" in page
    assert "11:30" in page


def test_the_text_of_a_note_is_not_told_in_the_timeline(anders, theo, client, url_of):
    note = add_note(anders, kind="general", body="A secret said in passing.", by=theo, at=NOW)
    edit_note(note, body="Nothing.", by=theo, at=NOW)
    assert "secret" not in client.get(url_of(anders, "timeline/")).content.decode()


def test_a_long_timeline_is_read_on_from_the_last_entry_shown(anders, theo, client, url_of):
    for number in range(70):
        add_note(anders, kind="meeting", body="Met.", by=theo, at=NOW + timedelta(minutes=number))
    seen, address = 0, url_of(anders, "timeline/")
    while address:
        page = client.get(address).content.decode()
        seen += page.count('class="timeline-item"')
        address = (
            page.split('id="timeline_more"')[1].split('href="')[1].split('"')[0] if "timeline_more" in page else ""
        )
    assert seen == 71


@pytest.mark.parametrize(
    "rest", ["timeline/?before=x", "history/?on=May", "history/?on=0001-01-01", "comments/?before=-1"]
)
def test_an_unreadable_address_is_a_bad_request(anders, client, url_of, rest):
    assert client.get(url_of(anders, rest)).status_code == 400


def test_the_record_as_it_stood_on_a_date_stands_beside_today(old, client, url_of):
    page = client.get(url_of(old, "history/?on=2026-05-01")).content.decode()
    assert "As it stood on 1 May 2026" in page
    assert "2 fields differ from today" in page
    for words in ("may@anders.example", "now@anders.example", "Active", "Inactive"):
        assert words in page
    before = client.get(url_of(old, "history/?on=2026-04-30")).content.decode()
    assert "office@andersbakery.example" in before
    assert "may@anders.example" not in before


def test_the_date_ends_when_the_organisations_day_does(organization, old, client, url_of):
    organization.time_zone = "Pacific/Auckland"
    organization.save()
    page = client.get(url_of(old, "history/?on=2026-05-01")).content.decode()
    assert "may@anders.example" not in page


def test_before_it_was_added_there_was_nothing(old, client, url_of):
    page = client.get(url_of(old, "history/?on=2026-02-01")).content.decode()
    assert "was not here yet: it was added on 1 March 2026" in page
    assert "from today" not in page


def test_a_field_tells_its_earlier_values(old, client, url_of):
    page = client.get(url_of(old, "history/email/")).content.decode()
    places = [page.index(f"<b>{email}</b>") for email in ("now@anders.example", "may@anders.example")]
    assert places == sorted(places)
    assert "office@andersbakery.example" in page


@pytest.mark.parametrize("field", ["name_key", "organization", "archived_at"])
def test_a_field_nobody_writes_has_no_history(anders, client, url_of, field):
    assert client.get(url_of(anders, f"history/{field}/")).status_code == 404
