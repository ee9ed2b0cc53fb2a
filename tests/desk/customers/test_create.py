import re

import pytest

from clientele.accounts.models import Organization
from clientele.customers.models import Customer, Tag
from clientele.trail.models import Entry
from tests.desk.customers.test_list import URL

NEW = f"{URL}new/"


@pytest.fixture
def client(sign_in, dana):
    return sign_in(dana)


@pytest.fixture
def create(client):
    def send(name: str = "Quay Street Dental", **values):
        given = {"name": name, "kind": "company", "payment_terms": "net_14", "currency": "GBP", **values}
        return client.post(NEW, given)

    return send


def errors(response) -> str:
    html = response.content.decode()
    found = re.findall(r'<div class="field-error" id="id_(\w+)_error">(.*?)</div></div>', html, re.DOTALL)
    return "; ".join(f"{name}: {re.sub('<[^>]+>', ' ', text).strip()}" for name, text in found)


def cursor_in(response) -> list[str]:
    focused = re.findall(r"<(?:input|select|textarea)[^>]*\sautofocus[^>]*>", response.content.decode())
    return [re.search(r'\sid="(\w+)"', tag)[1] for tag in focused]


def test_a_customer_is_created_and_its_page_opened(create, dana):
    response = create(
        code="QUAY",
        email="office@quay.example",
        phone="01632 960 418",
        website="quay.example",
        address_line1="18 Mill Lane",
        city="Easton",
        country="GB",
        tags="Catering, Coast ,catering,",
        notes="Keys held.",
    )
    customer = Customer.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"{URL}{customer.pk}/")
    assert (customer.name, customer.code, customer.website) == ("Quay Street Dental", "QUAY", "https://quay.example")
    assert (customer.phone, customer.payment_terms, customer.city) == ("01632 960 418", "net_14", "Easton")
    assert sorted(customer.tags.values_list("name", flat=True)) == ["Catering", "Coast"]
    entry = Entry.objects.get(name="customers.created")
    assert (entry.subject_id, entry.author) == (customer.pk, "Dana Lead")


def test_a_name_is_enough_and_blanks_stay_empty(create):
    create(email="   ", phone="", website=" ", code="")
    customer = Customer.objects.get()
    assert (customer.email, customer.phone, customer.website, customer.code, customer.notes) == ("", "", "", "", "")


def test_the_form_starts_with_the_organisations_defaults(client, organization):
    Organization.objects.filter(pk=organization.pk).update(payment_terms="net_60", currency="NOK")
    html = client.get(NEW).content.decode()
    assert re.search(r'<option value="net_60" selected', html)
    assert re.search(r'<option value="NOK" selected', html)
    assert "From the organisation’s defaults." in html
    assert "Cannot be changed once saved." in html


def test_a_dialog_gets_the_panel_and_a_link_the_page(client):
    part = client.get(NEW, headers={"HX-Request": "true", "HX-Target": "div#dialog"}).content.decode()
    assert "<html" not in part
    assert "Create Customer" in part
    assert "<html" in client.get(NEW).content.decode()


def test_a_dialog_is_sent_on_to_the_new_page(client):
    response = client.post(
        NEW,
        {"name": "Quay", "kind": "company", "payment_terms": "net_14", "currency": "GBP"},
        headers={"HX-Request": "true", "HX-Target": "div#dialog"},
    )
    assert (response.status_code, response["HX-Redirect"]) == (204, f"{URL}{Customer.objects.get().pk}/")


def test_the_name_that_was_searched_for_is_there_already(client):
    html = client.get(f"{NEW}?name=Quay+Street").content.decode()
    assert 'value="Quay Street"' in html
    assert re.search(r'<input[^>]*name="code"[^>]*value="QUAY"|<input[^>]*value="QUAY"[^>]*name="code"', html)


@pytest.mark.parametrize(
    "term, sentence",
    [("customer", "Customer with this name already exists."), ("client", "Client name already exists")],
)
def test_a_name_that_is_taken_is_refused_with_the_way_out(create, anders, organization, term, sentence):
    Organization.objects.filter(pk=organization.pk).update(term=term)
    response = create("  anders &  SONS bakery ", phone="01632 1", code="OTHER")
    html = response.content.decode()
    assert response.status_code == 422
    assert f"<p>{sentence}</p>" in html
    assert f'href="{URL}{anders.pk}/">Open Anders &amp; Sons Bakery</a>' in html
    assert "- West”" in html
    assert 'value="01632 1"' in html
    assert 'value="OTHER"' in html
    assert Customer.objects.count() == 1


def test_a_code_that_is_taken_is_refused_with_its_holder(create, anders):
    response = create(code="anders")
    assert response.status_code == 422
    assert "belongs to Anders &amp; Sons Bakery" in response.content.decode()
    assert "code" in errors(response)


@pytest.mark.parametrize(
    "field, value, word",
    [
        ("name", "", "required"),
        ("name", "   ", "required"),
        ("name", "\u200b\ufeff", "required"),
        ("name", "x" * 201, "characters long"),
        ("name", "x" * 100_000, "characters long"),
        ("name", "a\0b", "null"),
        ("name", "a\x1bb", "U+001B"),
        ("name", "abc\u202egnp", "direction mark"),
        ("code", "has space", "no spaces"),
        ("code", "x" * 21, "characters"),
        ("email", "nonsense", "not an email"),
        ("website", "javascript:alert(1)", "http"),
        ("website", "ftp://x.example", "http"),
        ("phone", "1\0", "null"),
        ("notes", "a\0", "null"),
        ("tags", "x" * 60, "characters long"),
        ("currency", "XXY", "choice"),
        ("country", "ZZ", "choice"),
        ("kind", "robot", "choice"),
        ("payment_terms", "never", "choice"),
    ],
)
def test_what_cannot_be_saved_is_refused_beside_its_field(create, field, value, word):
    response = create(**{"name": "Quay", "city": "Easton", field: value})
    assert response.status_code == 422
    assert word.lower() in errors(response).lower(), errors(response)
    assert field in errors(response)
    assert 'value="Easton"' in response.content.decode()
    assert Customer.objects.count() == Entry.objects.filter(name="customers.created").count() == 0
    assert not Tag.objects.exists()


def test_the_cursor_stands_where_something_is_to_be_put_right(create, client):
    assert cursor_in(client.get(NEW)) == ["id_name"]
    assert cursor_in(create(email="nonsense", website="ftp://x.example")) == ["id_email"]
    assert cursor_in(client.get(NEW)) == ["id_name"]


def test_members_may_not_create(sign_in, theo):
    client = sign_in(theo)
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {"name": "Quay"}).status_code == 403
    assert client.get(f"{NEW}suggestions/?name=quay").status_code == 403
    assert not Customer.objects.exists()


def test_a_second_sending_of_the_same_form_makes_no_second_customer(create):
    assert create().status_code == 303
    assert create().status_code == 422
    assert Customer.objects.count() == 1


def test_a_code_is_suggested_while_it_is_untouched(client, anders):
    def suggested(**given):
        html = client.get(f"{NEW}suggestions/", given).content.decode()
        found = re.search(r'id="id_code" value="([^"]*)"', html)
        return found and found[1]

    assert suggested(name="Quay Street Dental", code="", suggested="") == "QUAY"
    assert suggested(name="Quay Street", code="QU", suggested="QU") == "QUAY"
    assert suggested(name="Quay Street", code="MINE", suggested="QU") is None
    assert suggested(name="Quay Street", code="", suggested="QU") is None
    assert suggested(name="Anders Plumbing", code="", suggested="") == "ANDERSPLUMBI"
    assert suggested(name="The Old Mill", code="", suggested="") == "OLD"
    assert suggested(name="株式会社", code="", suggested="") == ""


def test_lookalikes_are_named_with_links(client, anders):
    html = client.get(f"{NEW}suggestions/", {"name": "Anders and Sons Bakery"}).content.decode()
    assert "Did you mean" in html
    assert f'href="{URL}{anders.pk}/"' in html
    assert "Did you mean" not in client.get(f"{NEW}suggestions/", {"name": "Harbour"}).content.decode()
    assert "Same email" in client.get(f"{NEW}suggestions/", {"email": anders.email}).content.decode()


@pytest.mark.parametrize("given", [{}, {"name": "\0"}, {"name": "x" * 5000}, {"email": "@"}, {"phone": "+"}])
def test_odd_typing_does_no_harm(client, given):
    assert client.get(f"{NEW}suggestions/", given).status_code == 200


def test_a_taken_name_and_code_are_told_together_with_what_is_wrong(create, anders):
    response = create("Anders & sons bakery", code="anders", email="nobody", website="ftp://x.example")
    told = errors(response)
    assert response.status_code == 422
    for words in ("name: Customer with this name already exists.", "code: The code anders belongs to", "not an email"):
        assert words in told
    assert "website: A website starts with http" in told
    assert f'href="{URL}{anders.pk}/">Open Anders' in response.content.decode()
