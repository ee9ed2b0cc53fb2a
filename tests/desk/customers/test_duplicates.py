import pytest

from clientele.customers.models import Customer, DuplicateDismissal
from clientele.customers.operations import dismiss_duplicate
from tests.cast import NOW
from tests.desk.customers.test_list import URL

PAGE = f"{URL}duplicates/"
DISMISSED = f"{PAGE}dismissed/"


@pytest.fixture
def client(sign_in, dana):
    return sign_in(dana)


@pytest.fixture
def double(anders, a_customer):
    return a_customer("Anders & Sons Bakery Ltd", email=anders.email)


def test_the_list_leads_to_the_possible_duplicates(client, anders):
    assert f'href="{PAGE}"' in client.get(URL).content.decode()


def test_both_sides_stand_beside_each_other_with_the_reasons(client, anders, double):
    html = client.get(PAGE).content.decode()
    for customer in (anders, double):
        assert f'href="{URL}{customer.pk}/">{customer.name.replace("&", "&amp;")}</a>' in html
    assert "Same email · Similar name · Same domain" in html or "Similar name" in html
    assert "Not a duplicate" in html


def test_a_pair_that_is_none_goes_and_comes_back_with_undo(client, anders, double):
    response = client.post(DISMISSED, {"first": anders.pk, "second": double.pk}, follow=True)
    html = response.content.decode()
    dismissal = DuplicateDismissal.objects.get()
    undo = f"{DISMISSED}{dismissal.pk}/withdrawal/"
    assert "are not listed together any more." in html
    assert f'action="{undo}"' in html
    assert "No two customers look like one." in html
    told = client.get(DISMISSED).content.decode()
    assert "Dana Lead said so on" in told
    assert f'action="{undo}"' in told
    html = client.post(undo, follow=True).content.decode()
    assert "are looked at again." in html
    assert f'name="first" value="{anders.pk}"' in html
    assert client.post(undo).status_code == 404


@pytest.mark.parametrize("second", ["", "0", "999999", "x", str(2**63), "foreign"])
def test_who_is_not_there_is_not_found(client, anders, foreign_customer, second):
    second = foreign_customer.pk if second == "foreign" else second
    assert client.post(DISMISSED, {"first": anders.pk, "second": second}).status_code in {400, 404}
    assert not DuplicateDismissal.objects.exists()


def test_one_customer_alone_is_no_pair(client, anders):
    response = client.post(DISMISSED, {"first": anders.pk, "second": anders.pk})
    assert response.status_code == 422
    assert "Choose two different ones." in response.content.decode()


def test_who_may_only_look_gets_no_button(sign_in, theo, olive, anders, double):
    client = sign_in(theo)
    assert "Not a duplicate:" not in client.get(PAGE).content.decode()
    assert client.post(DISMISSED, {"first": anders.pk, "second": double.pk}).status_code == 403
    dismissal = dismiss_duplicate(anders, double, by=olive, at=NOW)
    assert "Take back" not in client.get(DISMISSED).content.decode()
    assert client.post(f"{DISMISSED}{dismissal.pk}/withdrawal/").status_code == 403


def test_an_archived_customer_of_a_dismissed_pair_is_shown_as_such(client, anders, double, olive):
    dismiss_duplicate(anders, double, by=olive, at=NOW)
    Customer.objects.filter(pk=double.pk).update(archived_at=NOW)
    assert "Archived" in client.get(DISMISSED).content.decode()


def test_pages_are_turned_and_a_wrong_number_is_refused(client, a_customer):
    for number in range(7):
        a_customer(f"Quay {number}", phone="01632 960 418")
    html = client.get(PAGE).content.decode()
    assert "of 21 pairs" in html
    assert 'href="?page=2"' in html
    assert 'href="?page=1"' in client.get(f"{PAGE}?page=99").content.decode()
    assert client.get(f"{PAGE}?page=x").status_code == 400
