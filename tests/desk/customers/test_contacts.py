import pytest

from clientele.customers.models import Contact
from clientele.customers.operations import add_contact, update_contact
from tests.cast import NOW

LISE = {"name": "Lise Anders", "role": "Owner", "email": "lise@anders.example", "phone": "01632 960 418"}


@pytest.fixture
def client(dana, sign_in):
    return sign_in(dana)


@pytest.fixture
def lise(anders, dana):
    return add_contact(anders, values=LISE, by=dana, at=NOW)


def test_a_person_is_added_and_the_first_is_primary(anders, client, url_of):
    answer = client.post(url_of(anders, "contacts/new/"), LISE)
    assert answer.status_code == 303
    page = client.get(url_of(anders)).content.decode()
    assert "Lise Anders" in page
    assert "Primary" in page
    assert 'href="mailto:lise@anders.example"' in page


def test_a_person_without_a_name_is_refused(anders, client, url_of):
    answer = client.post(url_of(anders, "contacts/new/"), {**LISE, "name": " "})
    assert answer.status_code == 422
    assert 'value="Owner"' in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_person_is_changed_and_another_made_primary(anders, client, lise, dana, url_of):
    tom = add_contact(anders, values={"name": "Tom"}, by=dana, at=NOW)
    data = {"name": "Tom Field", "is_primary": "on", "version": tom.version}
    assert client.post(url_of(anders, f"contacts/{tom.pk}/edit/"), data).status_code == 303
    assert list(Contact.objects.filter(is_primary=True).values_list("name", flat=True)) == ["Tom Field"]


def test_a_change_over_a_newer_version_shows_it_first(anders, client, lise, olive, url_of):
    update_contact(lise, changes={"phone": "111"}, by=olive, at=NOW)
    answer = client.post(url_of(anders, f"contacts/{lise.pk}/edit/"), {**LISE, "phone": "222", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "111" in page
    assert 'value="222"' in page
    assert 'name="version" value="2"' in page
    assert "Olive Owner changed this while you were editing" in page
    again = {**LISE, "name": "Lise Moe", "phone": "222", "version": 2, "take_phone": "theirs"}
    assert client.post(url_of(anders, f"contacts/{lise.pk}/edit/"), again).status_code == 303
    lise.refresh_from_db()
    assert (lise.name, lise.phone) == ("Lise Moe", "111")


def test_removing_asks_first(anders, client, lise, url_of):
    address = url_of(anders, f"contacts/{lise.pk}/remove/")
    assert "is taken off Anders &amp; Sons Bakery" in client.get(address).content.decode()
    assert client.post(address, {"version": lise.version}).status_code == 303
    assert not Contact.objects.exists()


def test_a_person_is_found_only_at_their_own_customer(a_customer, client, lise, url_of):
    other = a_customer("Quay Street Dental")
    assert client.get(url_of(other, f"contacts/{lise.pk}/edit/")).status_code == 404


def test_members_read_and_do_not_change(anders, lise, theo, sign_in, url_of):
    client = sign_in(theo)
    for rest in ("contacts/new/", f"contacts/{lise.pk}/edit/", f"contacts/{lise.pk}/remove/"):
        assert client.get(url_of(anders, rest)).status_code == 403
        assert client.post(url_of(anders, rest), LISE).status_code == 403
