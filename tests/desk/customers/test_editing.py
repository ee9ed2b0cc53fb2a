import pytest

from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.desk.customers.record.forms import IdentityForm
from tests.cast import NOW

DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}


def filled(customer, **changes):
    """What the form of a customer posts."""
    form = IdentityForm(customer)
    return {name: form[name].value() or "" for name in form.fields} | changes


def fresh(customer):
    return Customer.objects.get(pk=customer.pk)


@pytest.fixture
def client(dana, sign_in):
    return sign_in(dana)


def test_the_dialog_is_one_block_of_the_page_that_works_without_a_script(anders, client, url_of):
    whole = client.get(url_of(anders, "edit/")).content.decode()
    part = client.get(url_of(anders, "edit/"), headers=DIALOG).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    for page in (whole, part):
        assert "Edit Customer" in page
        assert "Save Changes" in page
        assert 'value="Anders &amp; Sons Bakery"' in page


def test_saving_changes_what_was_typed_and_nothing_else(anders, client, url_of):
    answer = client.post(url_of(anders, "edit/"), filled(anders, phone=" 01632 960 418 ", website="anders.example"))
    assert (answer.status_code, answer["Location"]) == (303, url_of(anders))
    after = fresh(anders)
    assert (after.phone, after.website, after.email) == ("01632 960 418", "https://anders.example", anders.email)
    assert after.version == 2


def test_saving_in_the_dialog_sends_the_whole_page_on(anders, client, url_of):
    answer = client.post(url_of(anders, "edit/"), filled(anders, city="Easton"), headers=DIALOG)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, url_of(anders))


def test_the_code_is_shown_with_the_reason_and_cannot_be_posted(anders, client, url_of):
    page = client.get(url_of(anders, "edit/")).content.decode()
    assert "A code cannot be changed after creation." in page
    client.post(url_of(anders, "edit/"), filled(anders, code="OTHER", code_shown="OTHER"))
    assert fresh(anders).code == "ANDERS"


def test_every_wrong_field_is_named_beside_it_and_what_was_typed_stays(anders, client, url_of):
    answer = client.post(
        url_of(anders, "edit/"), filled(anders, email="nobody", website="javascript:alert(1)", city="Easton")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“nobody” is not an email address." in page
    assert "A website starts with http:// or https://." in page
    assert 'value="nobody"' in page
    assert 'value="Easton"' in page
    assert fresh(anders).version == 1


@pytest.mark.parametrize(
    "term, text",
    [("customer", "Customer with this name already exists."), ("client", "Client name already exists")],
)
def test_a_name_that_is_taken_is_refused_with_a_link_to_whose_it_is(
    organization, anders, a_customer, client, url_of, term, text
):
    organization.term = term
    organization.save()
    other = a_customer("Quay Street Dental")
    answer = client.post(url_of(anders, "edit/"), filled(anders, name="  quay street DENTAL "))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"<p>{text}</p>" in page
    assert f'<a class="link" href="{url_of(other)}">Open Quay Street Dental</a>' in page


def test_a_customer_keeps_its_own_name(anders, client, url_of):
    assert client.post(url_of(anders, "edit/"), filled(anders, name="ANDERS & SONS BAKERY")).status_code == 303
    assert fresh(anders).name == "ANDERS & SONS BAKERY"


def test_both_changed_one_field_so_the_second_chooses(anders, client, olive, url_of):
    mine = filled(anders, phone="222", city="Easton")
    update_customer(anders, changes={"phone": "111", "email": "new@anders.example"}, by=olive, at=NOW)
    answer = client.post(url_of(anders, "edit/"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Olive Owner changed this while you were editing" in page
    assert "Olive Owner also changed email: the form has the new value." in page
    assert 'name="take_phone" value="theirs"' in page
    assert "<span>111" in page
    assert 'value="222"' in page
    assert 'value="new@anders.example"' in page
    assert 'value="Easton"' in page
    assert 'name="version" value="2"' in page
    assert (fresh(anders).phone, fresh(anders).city) == ("111", "")


@pytest.mark.parametrize("choice, phone", [("theirs", "111"), ("yours", "222")])
def test_the_choice_is_saved_over_the_new_version(anders, client, olive, url_of, choice, phone):
    theirs = update_customer(anders, changes={"phone": "111"}, by=olive, at=NOW)
    again = filled(theirs, phone="222", city="Easton", take_phone=choice)
    assert client.post(url_of(anders, "edit/"), again).status_code == 303
    assert (fresh(anders).phone, fresh(anders).city, fresh(anders).version) == (phone, "Easton", 3)


def test_a_third_change_in_between_is_shown_again(anders, client, olive, ada, url_of):
    mine = filled(anders, phone="222")
    update_customer(anders, changes={"phone": "111"}, by=olive, at=NOW)
    update_customer(anders, changes={"phone": "333", "city": "Weston"}, by=ada, at=NOW)
    page = client.post(url_of(anders, "edit/"), mine).content.decode()
    assert "Ada Admin and Olive Owner changed this" in page
    assert "<span>333" in page
    assert 'name="version" value="3"' in page


def test_what_only_they_changed_is_taken_over_and_named(anders, client, olive, url_of):
    mine = filled(anders, city="Easton")
    update_customer(anders, changes={"notes": "Ring\ntwice"}, by=olive, at=NOW)
    page = client.post(url_of(anders, "edit/"), mine).content.decode()
    assert "also changed notes" in page
    assert "take_" not in page
    assert "Ring\ntwice</textarea>" in page
    assert 'value="Easton"' in page


def test_the_same_change_twice_is_no_conflict_of_that_field(anders, client, olive, url_of):
    mine = filled(anders, phone="111", city="Easton")
    update_customer(anders, changes={"phone": "111"}, by=olive, at=NOW)
    answer = client.post(url_of(anders, "edit/"), mine)
    assert answer.status_code == 409
    assert "take_phone" not in answer.content.decode()


def test_a_member_without_the_right_is_refused(anders, theo, sign_in, url_of):
    client = sign_in(theo)
    assert client.get(url_of(anders, "edit/")).status_code == 403
    assert client.post(url_of(anders, "edit/"), filled(anders)).status_code == 403


@pytest.mark.parametrize(
    "changes",
    [
        {"version": ""},
        {"version": "99999999999999999999"},
        {"kind": "nonsense"},
        {"country": "XX"},
        {"name": ""},
        {"name": "a\x00b"},
        {"name": "\u202egnirts"},
        {"name": "n" * 300_000},
    ],
)
def test_what_cannot_be_saved_is_refused_clearly(anders, client, url_of, changes):
    answer = client.post(url_of(anders, "edit/"), filled(anders, **changes))
    assert answer.status_code == 422
    assert fresh(anders).version == 1
