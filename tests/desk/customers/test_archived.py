import pytest

from clientele.customers.models import Customer
from clientele.customers.operations import add_note
from tests.cast import NOW


def test_an_archived_customer_says_so_and_leads_to_where_its_work_went(archived, anders, dana, sign_in, url_of):
    page = sign_in(dana).get(url_of(archived)).content.decode()
    assert "This customer is archived" in page
    assert f'Merged into <a href="{url_of(anders)}">Anders &amp; Sons Bakery</a>' in page
    assert "by Olive Owner on 22 November 2026" in page
    assert "It is read-only." in page
    assert "tile-archived" in page


def test_the_term_of_the_organisation_is_used(organization, archived, dana, sign_in, url_of):
    organization.term = "client"
    organization.save()
    assert "This client is archived" in sign_in(dana).get(url_of(archived)).content.decode()


@pytest.mark.parametrize("rest", ["", "notes/", "settings/", "timeline/"])
def test_nothing_offers_to_change_it(archived, dana, sign_in, url_of, rest):
    page = sign_in(dana).get(url_of(archived, rest)).content.decode()
    for words in ("/edit/", "Set inactive", "Add contact", "Add Note", "Add a comment", "Save Changes", "Restore"):
        assert words not in page


def test_a_member_who_follows_an_old_link_arrives(archived, theo, sign_in, url_of):
    assert sign_in(theo).get(url_of(archived)).status_code == 200


@pytest.mark.parametrize(
    "rest, data",
    [
        ("edit/", {"name": "Other", "version": "1"}),
        ("settings/general/", {"status": "inactive", "version": "1"}),
        ("settings/billing/", {"version": "1"}),
        ("activity/", {}),
        ("comments/", {"body": "Hello"}),
        ("notes/", {"kind": "general", "body": "Hello"}),
        ("contacts/new/", {"name": "Lise"}),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "div#dialog"}])
def test_every_change_is_refused_in_words(archived, olive, sign_in, url_of, rest, data, headers):
    answer = sign_in(olive).post(url_of(archived, rest), data, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Quay Street Dental is archived, so it is read-only." in page
    assert ("<html" in page) is not bool(headers)
    assert Customer.objects.get(pk=archived.pk).version == archived.version


def test_a_note_written_before_stays_as_it_is(a_customer, olive, sign_in, url_of):
    customer = a_customer("Old Mill")
    note = add_note(customer, kind="general", body="Said.", by=olive, at=NOW)
    Customer.objects.filter(pk=customer.pk).update(archived_at=NOW)
    client = sign_in(olive)
    assert "Said." in client.get(url_of(customer, "notes/")).content.decode()
    for verb in ("edit", "delete"):
        assert client.post(url_of(customer, f"notes/{note.pk}/{verb}/"), {"body": "Other"}).status_code == 409
