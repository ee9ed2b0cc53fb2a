import pytest

from clientele.customers.models import Customer
from clientele.kit.likeness import likeness
from clientele.search.queries import lookalikes
from tests.cast import NOW


def told(member, **given) -> list[tuple[str, str]]:
    return [(found.customer.name, found.reason) for found in lookalikes(member, **given)]


@pytest.fixture
def quay(a_customer):
    return a_customer("Quay Street Dental", email="office@quaydental.example", phone="01632 960 418")


@pytest.mark.parametrize(
    "name",
    [
        "Quay Street Dental",
        "quay stret dental",
        "Quay Street Dental Ltd",
        "Dental Quay Street",
        "Quay Street",
        "QUAY-STREET DENTAL",
        "Quáy Strêet Dental",
    ],
)
def test_a_name_that_is_nearly_the_same_is_named(olive, quay, name):
    assert told(olive, name=name) == [("Quay Street Dental", "Similar name")]


@pytest.mark.parametrize("name", ["", "Q", "Dental", "Harbour Fish Market", "Quayside Hotel", "Ltd"])
def test_a_name_that_only_shares_a_word_is_not(olive, quay, name):
    assert told(olive, name=name) == []


@pytest.mark.parametrize("email", ["office@quaydental.example", "OFFICE@QuayDental.example "])
def test_the_same_email_is_named(olive, quay, email):
    assert told(olive, email=email) == [("Quay Street Dental", "Same email")]


def test_the_same_domain_is_named_unless_everybody_has_it(olive, quay, a_customer):
    a_customer("Somebody", email="one@gmail.com")
    assert told(olive, email="west@quaydental.example") == [("Quay Street Dental", "Same domain")]
    assert told(olive, email="two@gmail.com") == []
    assert told(olive, email="x@dental.example") == []
    assert told(olive, email="@") == told(olive, email="@example") == []


@pytest.mark.parametrize("phone", ["01632960418", "01632-960-418"])
def test_the_same_telephone_however_it_is_typed_is_named(olive, quay, phone):
    assert told(olive, phone=phone) == [("Quay Street Dental", "Same phone")]


def test_at_most_five_are_named_each_once(olive, a_customer):
    for number in range(8):
        a_customer(f"Harbour Fish Market {number}", email=f"a{number}@harbour.example")
    found = told(olive, name="Harbour Fish Market 3", email="a3@harbour.example")
    assert found[0] == ("Harbour Fish Market 3", "Same email")
    assert len(found) == len(set(found)) == 5


def test_archived_customers_and_oneself_are_not_named(olive, quay):
    assert lookalikes(olive, name=quay.name, besides=quay) == []
    Customer.objects.filter(pk=quay.pk).update(archived_at=NOW)
    assert told(olive, name=quay.name) == []


def test_another_organisations_customers_are_not_named(olive, foreign_customer):
    assert told(olive, name=foreign_customer.name) == []


def test_likeness_is_the_same_both_ways():
    assert likeness("Quay Dental", "Quay Dentl") == pytest.approx(likeness("Quay Dentl", "Quay Dental"), abs=0.05)
    assert likeness("", "Quay") == 0
