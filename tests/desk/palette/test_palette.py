import re

import pytest

from clientele.accounts.models import Organization, Role
from clientele.billing.operations import set_numbering
from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.overview.operations import recount
from clientele.search.operations import refresh_customers
from tests.billing.conftest import a_draft, an_invoice
from tests.cast import NOW

__all__ = ["a_draft", "an_invoice"]

URL = "/brightwater/palette/"
HEADERS = {"HX-Request": "true", "HX-Target": "div#palette_list"}


@pytest.fixture
def ask(sign_in):
    def send(member, q: str = ""):
        return sign_in(member).get(URL, {"q": q}, headers=HEADERS).content.decode()

    return send


def options(html: str) -> list[str]:
    return [" ".join(re.sub(r"<[^>]+>", "", name).split()) for name in re.findall(r'palette-name">(.*?)</span>', html)]


def test_names_that_begin_with_the_text_come_first_then_those_it_stands_in(ask, theo, a_customer):
    a_customer("Old Quay House Flats", code="OLDQUAY")
    a_customer("Quay Street Dental", code="QUAY")
    a_customer("Anders")
    html = ask(theo, "quay")
    assert options(html)[:2] == ["Quay Street Dental", "Old Quay House Flats"]
    assert "<mark>Quay</mark> Street Dental" in html
    assert "Old <mark>Quay</mark> House Flats" in html
    assert "2 results" in html
    assert "/brightwater/customers/?q=quay" in html


def test_what_was_searched_for_is_marked_whatever_the_accents(ask, theo, a_customer):
    a_customer("Café <West>")
    assert "<mark>Café</mark> &lt;West&gt;" in ask(theo, "cafe")


def test_inactive_customers_are_found_and_badged(ask, theo, a_customer):
    a_customer("Quay Street Dental", status="inactive")
    assert "Inactive" in ask(theo, "quay")


def test_archived_customers_are_found_by_those_who_may_see_them(ask, theo, dana, anders, organization):
    Customer.objects.filter(pk=anders.pk).update(archived_at=NOW)
    refresh_customers([anders.pk])
    recount(organization)
    assert "Anders &amp; Sons Bakery" not in re.sub("</?mark>", "", ask(theo, "anders"))
    assert "Anders &amp; Sons Bakery" in re.sub("</?mark>", "", ask(dana, "anders"))
    assert "Archived" in ask(dana, "anders")


def test_two_facts_tell_similar_names_apart(ask, theo, a_customer):
    a_customer("Quay Dental East", code="QE", city="Easton")
    a_customer("Quay Dental West", code="QW", email="west@quay.example")
    html = ask(theo, "quay dental")
    for fact in ("QE", "Easton", "QW", "west@quay.example"):
        assert fact in html


def test_pages_are_found_by_those_who_may_open_them(ask, theo, ada):
    assert "Team" in options(ask(ada, "team"))
    assert "General" in options(ask(ada, "general"))
    assert "General" not in options(ask(theo, "general"))
    assert "Settings" in options(ask(theo, "settings"))
    assert "Import customers" in options(ask(ada, "import"))
    assert "Import customers" not in options(ask(theo, "import"))


def test_what_can_be_done_comes_last(ask, theo, dana, anders):
    assert options(ask(dana, "anders"))[-2:] == ["Search customers for “anders”", "New Customer “anders”"]
    assert "/brightwater/customers/new/?name=anders" in ask(dana, "anders")
    assert options(ask(theo, "anders"))[-1] == "Search customers for “anders”"


def test_without_a_text_it_shows_the_newest_customers_and_pages(ask, dana, anders):
    html = ask(dana)
    assert "Customers added last" in html
    assert options(html)[0] == "Anders & Sons Bakery".replace("&", "&amp;")
    assert "Settings" in options(html)


def test_nothing_found_says_so(ask, theo):
    assert "No customer matches “zzz”." in ask(theo, "zzz")


def test_the_words_follow_the_organisation(ask, dana, organization):
    Organization.objects.filter(pk=organization.pk).update(term="client")
    dana.organization.refresh_from_db()
    assert "New Client “zzz”" in ask(dana, "zzz")


def test_whoever_may_not_see_customers_finds_pages_only(ask, theo, anders):
    Role.objects.filter(pk=theo.role_id).update(permissions=[])
    html = ask(theo, "anders")
    assert "Anders" not in html.replace("anders", "")
    assert "Settings" in options(ask(theo, "sett"))


def test_another_organisation_is_never_found(ask, theo, foreign_customer):
    assert "Outpost Secret" not in ask(theo, "secret")


def test_a_change_is_found_at_once(ask, theo, olive, anders):
    update_customer(anders, changes={"name": "Zebra Foods"}, by=olive, at=NOW)
    assert options(ask(theo, "zeb"))[0] == "Zebra Foods"


def told(invoice) -> str:
    return f"{invoice.number} · {invoice.customer.name}".replace("&", "&amp;")


def test_invoices_are_found_by_number_and_by_customer(ask, dana, anders, a_customer, an_invoice):
    quay = a_customer("Quay Street Dental")
    first, second = an_invoice(), an_invoice(customer=quay)
    assert options(ask(dana, "inv-2026"))[:2] == [told(second), told(first)]
    html = ask(dana, "inv-2026-0001")
    assert "<mark>INV-2026-0001</mark>" in html
    assert f"/brightwater/invoices/{first.pk}/" in html
    assert '<span class="palette-aside">£170.00</span>' in html
    assert "No customer matches" not in html
    assert told(second) in options(ask(dana, "quay"))
    assert told(first) not in options(ask(dana, "quay"))


def test_invoices_numbered_in_small_letters_are_found_too(ask, dana, olive, an_invoice):
    set_numbering(olive.organization, changes={"invoice_pattern": "Rechnung {number}"}, by=olive, at=NOW)
    assert told(an_invoice()) in options(ask(dana, "Rechnung"))


def test_invoices_are_found_by_those_alone_who_may_see_them(ask, theo, dana, olive, an_invoice):
    number = told(an_invoice())
    assert number not in options(ask(theo, "anders"))
    assert number not in options(ask(theo, "inv"))
    olive.organization.disabled_features = ["invoices"]
    olive.organization.save()
    assert number not in options(ask(dana, "inv"))


@pytest.mark.parametrize(
    "words, label, place",
    [
        ("new inv", "New Invoice", ""),
        ("invoices", "Invoices", ""),
        ("settings invoices", "Invoices", "Settings"),
        ("numbering", "Invoices", "Settings"),
        ("hourly rates", "Hourly Rates", "Settings"),
        ("reports", "Reports", ""),
    ],
)
def test_the_pages_of_invoices_are_jumped_to(ask, ada, theo, words, label, place):
    html = ask(ada, words)
    assert label in options(html)
    assert not place or f'<span class="palette-aside">{place}</span>' in html
    assert label not in options(ask(theo, words))


@pytest.mark.parametrize("q", ["\0", "\u202e", '"', "%", "x" * 3000, "a"])
def test_odd_typing_does_no_harm(sign_in, theo, anders, q):
    assert sign_in(theo).get(URL, {"q": q}, headers=HEADERS).status_code == 200


def test_without_a_script_it_is_a_page(sign_in, theo, anders):
    html = sign_in(theo).get(URL, {"q": "anders"}).content.decode()
    assert "<html" in html
    assert 'role="search"' in html


@pytest.mark.parametrize("rows", [1, 30])
def test_the_palette_asks_the_database_the_same_number_of_times(
    sign_in, theo, a_customer, rows, django_assert_max_num_queries
):
    for number in range(rows):
        a_customer(f"Quay {number:02}")
    client = sign_in(theo)
    with django_assert_max_num_queries(10):
        client.get(URL, {"q": "quay"}, headers=HEADERS)


@pytest.mark.parametrize("rows", [1, 30])
def test_with_invoices_it_asks_three_times_more_at_most_whatever_there_is(
    sign_in, dana, a_customer, an_invoice, rows, django_assert_max_num_queries
):
    for number in range(rows):
        an_invoice(customer=a_customer(f"Quay {number:02}"))
    client = sign_in(dana)
    with django_assert_max_num_queries(13):
        client.get(URL, {"q": "quay"}, headers=HEADERS)
