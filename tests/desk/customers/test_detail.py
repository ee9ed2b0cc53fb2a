import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clientele.customers.operations import add_contact, add_note, update_customer
from tests.cast import NOW


def test_the_page_names_the_customer_and_links_what_can_be_used(anders, dana, sign_in, url_of):
    values = {
        "phone": "01632 960 418",
        "website": "andersbakery.example",
        "address_line1": "14 Market Row",
        "city": "Easton",
        "country": "GB",
        "notes": "Ovens start at 03:00.\nRing twice.",
    }
    update_customer(anders, changes=values, tags=["Catering"], by=dana, at=NOW)
    page = sign_in(dana).get(url_of(anders)).content.decode()
    assert "<h1>Anders &amp; Sons Bakery</h1>" in page
    assert 'href="mailto:office@andersbakery.example"' in page
    assert 'href="tel:01632960418"' in page
    assert 'href="https://andersbakery.example" rel="noopener noreferrer nofollow"' in page
    assert "14 Market Row\nEaston\nUnited Kingdom" in page
    assert "destination=14%20Market%20Row%2C%20Easton%2C%20United%20Kingdom" in page
    assert "Ovens start at 03:00.\nRing twice." in page
    assert "ANDERS" in page
    assert "Catering" in page


def test_a_member_sees_no_way_to_change_what_they_may_not(anders, theo, dana, sign_in, url_of):
    for_theo = sign_in(theo).get(url_of(anders)).content.decode()
    for_dana = sign_in(dana).get(url_of(anders)).content.decode()
    for words in ("/edit/", "Set inactive", "Add contact"):
        assert words in for_dana
        assert words not in for_theo
    assert "Copy link" in for_theo


def test_a_customer_of_another_firm_is_not_found(foreign_customer, olive, sign_in, url_of):
    assert sign_in(olive).get(url_of(foreign_customer)).status_code == 404


def test_otto_finds_nothing_under_the_name_of_brightwater(anders, otto, sign_in, url_of):
    assert sign_in(otto).get(url_of(anders)).status_code == 404


@pytest.mark.parametrize("rest", ["", "notes/", "timeline/", "settings/", "history/", "comments/"])
def test_the_number_of_queries_does_not_grow_with_what_is_shown(anders, olive, sign_in, url_of, rest):
    client = sign_in(olive)

    def fill(times):
        for number in range(times):
            add_note(anders, kind="comment", body=f"Comment {number}", by=olive, at=NOW)
            add_note(anders, kind="meeting", body=f"Meeting {number}", by=olive, at=NOW)
            add_contact(anders, values={"name": f"Person {number}"}, by=olive, at=NOW)
        update_customer(anders, changes={}, tags=[f"Tag {times}", "More"], by=olive, at=NOW)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url_of(anders, rest)).status_code == 200
        return len(captured)

    fill(1)
    queries()
    few = queries()
    fill(30)
    assert queries() == few
    assert few <= 10


def test_inactive_is_one_click_and_so_is_the_way_back(anders, dana, sign_in, url_of):
    client = sign_in(dana)
    page = client.post(url_of(anders, "inactivity/"), follow=True).content.decode()
    anders.refresh_from_db()
    assert anders.status == "inactive"
    assert "Anders &amp; Sons Bakery is inactive." in page
    assert "notes and comments stay as they are" in page
    assert f'action="{url_of(anders, "activity/")}"' in page
    client.post(url_of(anders, "activity/"))
    anders.refresh_from_db()
    assert anders.status == "active"


def test_a_member_may_not_set_a_customer_inactive(anders, theo, sign_in, url_of):
    assert sign_in(theo).post(url_of(anders, "inactivity/")).status_code == 403
