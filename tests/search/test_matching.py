import pytest

from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.customers.operations.contacts import add_contact, remove_contact, update_contact
from clientele.kit.paging import COUNTED_AT_MOST
from clientele.kit.tenancy import inside
from clientele.search.models import Document
from clientele.search.operations import rebuild, refresh_customers
from clientele.search.queries import matching, page_matching
from tests.cast import NOW


def names(text: str) -> list[str]:
    return list(matching(Customer.objects.all(), text).order_by("name_sort", "pk").values_list("name", flat=True))


@pytest.fixture
def quay(a_customer):
    return a_customer(
        "Quay Street Dental",
        code="QUAY",
        email="hello@teeth.example",
        phone="01632 960 418",
        account_number="AC-7731",
        city="Easton",
    )


@pytest.mark.parametrize(
    "text",
    [
        "quay",
        "UAY ST",
        "dental quay",
        "eet den",
        "hello@teeth",
        "teeth.example",
        "ac-7731",
        "7731",
        "01632 960 418",
        "01632960418",
        "+44 1632 960418",
        "960 418",
        "qu",
        "q",
        "st quay",
    ],
)
def test_a_customer_is_found_by_any_part_of_what_it_is_known_by(quay, anders, text):
    assert names(text) == ["Quay Street Dental"]


@pytest.mark.parametrize("text", ["quayx", "street bakery", "ntal quay zz", "%", "_", "*", '"', "dental bakery"])
def test_what_does_not_all_stand_there_finds_nothing(quay, text):
    assert names(text) == []


@pytest.mark.parametrize(
    "text", ['quay "', "quay' OR 1=1", "quay*", "quay AND", "NEAR(quay)", "quay -dental", "q%ay", "\\quay"]
)
def test_signs_that_mean_something_to_an_index_are_only_letters(quay, text):
    assert names(text) == []


def test_signs_in_a_name_are_found_as_they_stand(a_customer):
    a_customer('100% "Best" A_B\\C')
    for text in ["100%", '"best"', "a_b\\c", "00%"]:
        assert names(text) == ['100% "Best" A_B\\C'], text


def test_accents_and_case_do_not_count(a_customer):
    a_customer("Café Größe & Söhne")
    for text in ["cafe", "CAFÉ", "grosse", "größe", "sohne"]:
        assert names(text) == ["Café Größe & Söhne"], text


def test_below_three_letters_names_are_found_by_their_beginning_and_codes_as_a_whole(a_customer):
    a_customer("Anders", code="ZX")
    a_customer("Zander")
    a_customer("Beacon", code="B2")
    assert names("za") == ["Zander"]
    assert names("z") == ["Zander"]
    assert names("zx") == names("ZX") == ["Anders"]
    assert names("b") == names("b2") == ["Beacon"]
    assert names("nd") == []


def test_words_with_a_short_one_are_a_phrase_where_they_stand_so_and_else_free(a_customer):
    a_customer("Greaves & Barlow")
    a_customer("Barlow & Greaves")
    assert names("greaves & b") == ["Greaves & Barlow"]
    assert names("b greaves") == ["Barlow & Greaves", "Greaves & Barlow"]
    in_order = Customer.objects.order_by("name_sort", "pk")
    assert [row.name for row in page_matching(in_order, "greaves & b", number=1, size=5, stored=2).items] == [
        "Greaves & Barlow"
    ]
    assert page_matching(in_order, "b greaves", number=1, size=5, stored=2).total == 2


def test_a_blank_search_leaves_everyone(quay, anders):
    assert len(names("  ")) == 2


def test_contacts_are_found_and_forgotten_with_their_changes(olive, anders, quay):
    person = add_contact(anders, values={"name": "Marion Wells", "email": "mw@post.example"}, by=olive, at=NOW)
    assert names("marion") == names("mw@post") == [anders.name]
    update_contact(person, changes={"name": "Marianne Wells"}, by=olive, at=NOW)
    assert names("marion") == []
    assert names("marianne") == [anders.name]
    remove_contact(person, by=olive, at=NOW)
    assert names("marianne") == names("mw@post") == []


def test_a_change_is_found_at_once_and_the_old_words_no_more(olive, quay):
    update_customer(quay, changes={"name": "Pier Road Dental", "email": "new@pier.example"}, by=olive, at=NOW)
    assert names("quay") == ["Pier Road Dental"]  # by its code, which never changes
    assert names("street") == names("teeth") == []
    assert names("pier road") == names("new@pier") == ["Pier Road Dental"]


def test_a_change_of_what_nobody_searches_for_does_not_touch_the_index(olive, quay, django_assert_max_num_queries):
    Document.objects.all().delete()
    update_customer(quay, changes={"notes": "Keys at the front desk."}, by=olive, at=NOW)
    assert not Document.objects.exists()


def test_another_organisation_is_never_found(organization, anders, foreign_customer):
    assert names("secret") == []
    with inside(foreign_customer.organization):
        assert names("secret") == [foreign_customer.name]
        assert names("anders") == []


def test_many_customers_are_indexed_in_a_constant_number_of_statements(a_customer, django_assert_max_num_queries):
    ids = [a_customer(f"Customer {number}").pk for number in range(30)]
    with django_assert_max_num_queries(8):
        refresh_customers(ids)


def test_rebuilding_finds_everyone_again(organization, quay, anders):
    Document.objects.all().delete()
    assert names("quay") == []
    assert rebuild(organization) == 2
    assert names("quay street") == [quay.name]
    assert names("andersbakery") == [anders.name]


def test_few_and_many_hits_answer_the_same_pages(a_customer, monkeypatch):
    for number in range(25):
        a_customer(f"Ridge House {number:02}", code=f"R{number}")
    a_customer("Beacon")
    in_order = Customer.objects.order_by("name_sort", "pk")
    few = page_matching(in_order, "idge", number=2, size=10, stored=26, states=("active",))
    assert few == page_matching(in_order, "idge", number=2, size=10, stored=26)
    monkeypatch.setattr("clientele.search.queries.hits.COUNTED_AT_MOST", 5)
    monkeypatch.setattr("clientele.search.queries.hits.fewest_to_walk", lambda stored, **_: 5)
    many = page_matching(in_order, "idge", number=2, size=10, stored=26)
    assert [row.name for row in few.items] == [row.name for row in many.items]
    assert few.items[0].name == "Ridge House 10"
    assert (few.total, few.is_more, few.pages) == (25, False, 3)


def test_past_a_thousand_hits_are_not_counted(a_customer, monkeypatch):
    assert COUNTED_AT_MOST == 1_000
    for number in range(8):
        a_customer(f"Ridge {number}")
    monkeypatch.setattr("clientele.search.queries.hits.COUNTED_AT_MOST", 5)
    monkeypatch.setattr("clientele.kit.paging.COUNTED_AT_MOST", 5)
    page = page_matching(Customer.objects.order_by("name_sort", "pk"), "ridge", number=1, size=3, stored=8)
    assert (page.total, page.is_more, page.has_next) == (5, True, True)


def test_where_many_are_hidden_hits_are_looked_at(a_customer, monkeypatch):
    for number in range(8):
        a_customer(f"Ridge {number}", status="inactive" if number % 2 else "active")
    monkeypatch.setattr("clientele.search.queries.hits.COUNTED_AT_MOST", 5)
    monkeypatch.setattr("clientele.kit.paging.COUNTED_AT_MOST", 5)
    active = Customer.objects.filter(status="active").order_by("name_sort", "pk")
    page = page_matching(active, "ridge", number=1, size=3, stored=8, states=("active",))
    assert (page.total, page.is_more, [row.name for row in page.items]) == (4, False, ["Ridge 0", "Ridge 2", "Ridge 4"])
    everyone = Customer.objects.order_by("name_sort", "pk")
    shown = page_matching(everyone, "ridge", number=1, size=3, stored=8, states=("active", "inactive"))
    assert (shown.total, shown.is_more, shown.items[0].name) == (5, True, "Ridge 0")


def test_words_that_are_all_short_are_found_anywhere_as_they_were_typed(a_customer):
    sons, firm = a_customer("Anders & Sons Bakery"), a_customer("Dr J P Morgan")
    a_customer("Sons & Anders")
    assert names("s & s") == [sons.name]
    assert names("j p") == [firm.name]
    assert names("p j") == []
