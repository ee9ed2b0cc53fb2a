import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clientele.customers.models import Customer
from clientele.customers.operations import dismiss_duplicate, update_customer, withdraw_dismissal
from clientele.kit.likeness import firm_domain
from clientele.kit.tenancy import inside
from clientele.search.queries import duplicates, page_of_duplicates
from tests.cast import NOW


def told(member) -> list[tuple[str, str, tuple[str, ...]]]:
    pairs = page_of_duplicates(member, number=1, size=20).items
    return [(pair.first.name, pair.second.name, pair.reasons) for pair in pairs]


@pytest.mark.parametrize(
    "name, other",
    [
        ("Quay Street Dental", "Quay Street Dental Ltd"),
        ("Quay Street Dental", "The Dental, Quay Street"),
        ("Müller & Co", "MULLER CO."),
    ],
)
def test_names_that_differ_in_form_order_or_accents_are_a_pair(olive, a_customer, name, other):
    a_customer(name)
    a_customer("Harbour Fish Market")
    a_customer(other)
    assert told(olive) == [(name, other, ("name",))]


def test_the_same_email_phone_and_domain_are_reasons_and_more_of_them_come_first(olive, a_customer):
    a_customer("One", email="Office@quay.example", phone="01632 960 418")
    a_customer("Two", email="office@QUAY.example", phone="01632960418")
    a_customer("Three", website="https://www.quay.example/contact")
    a_customer("Four", phone="01632-960-418")
    assert told(olive) == [
        ("One", "Two", ("email", "phone", "domain")),
        ("One", "Four", ("phone",)),
        ("Two", "Four", ("phone",)),
        ("One", "Three", ("domain",)),
        ("Two", "Three", ("domain",)),
    ]
    rates = [pair.likeness for pair in page_of_duplicates(olive, number=1, size=20).items]
    assert rates == [0.93, 0.6, 0.6, 0.3, 0.3]


@pytest.mark.parametrize(
    "email, website, domain",
    [
        ("a@quay.example", "", "quay.example"),
        ("a@gmail.com", "https://www.Quay.example/x", "quay.example"),
        ("a@gmail.com", "https://www.facebook.com/quay", ""),
        ("a@quay.example", "https://facebook.com/quay", "quay.example"),
        ("", "http://[", ""),
        ("@", "quay", ""),
    ],
)
def test_a_firm_stands_under_its_own_domain_and_not_under_everybodys(email, website, domain):
    assert firm_domain(email, website) == domain


def test_archived_customers_and_other_firms_are_no_duplicates(olive, otto, outpost, a_customer, foreign_customer):
    first, second = a_customer("Quay"), a_customer("Quay Ltd")
    a_customer(f"{foreign_customer.name} Ltd")
    assert len(told(olive)) == 1
    with inside(outpost):
        assert told(otto) == []
    Customer.objects.filter(pk=second.pk).update(archived_at=NOW)
    assert told(olive) == []
    assert first.pk


def test_a_pair_that_is_dismissed_stays_away_until_that_is_taken_back(olive, a_customer):
    first, second = a_customer("Quay"), a_customer("Quay Ltd")
    dismissal = dismiss_duplicate(second, first, by=olive, at=NOW)
    assert told(olive) == []
    third = a_customer("Quay GmbH")
    assert [pair[:2] for pair in told(olive)] == [("Quay", "Quay GmbH"), ("Quay Ltd", "Quay GmbH")]
    withdraw_dismissal(dismissal, by=olive, at=NOW)
    assert len(told(olive)) == 3
    assert third.pk


def test_a_change_of_name_and_of_website_changes_what_is_alike(olive, a_customer):
    first, second = a_customer("Quay", email="a@gmail.com"), a_customer("Harbour", email="b@harbour.example")
    update_customer(first, changes={"website": "harbour.example"}, by=olive, at=NOW)
    assert told(olive) == [("Quay", "Harbour", ("domain",))]
    update_customer(second, changes={"email": "b@gmail.com"}, by=olive, at=NOW)
    assert told(olive) == []
    update_customer(second, changes={"name": "Quay Ltd"}, by=olive, at=NOW)
    assert told(olive) == [("Quay", "Quay Ltd", ("name",))]


def test_what_very_many_share_is_a_placeholder(olive, a_customer, monkeypatch):
    for number in range(4):
        a_customer(f"Harbour {number}", phone="0000 0000")
    assert len(told(olive)) == 6
    monkeypatch.setattr(duplicates, "LARGEST_GROUP", 3)
    assert told(olive) == []


def test_dismissals_never_hide_what_stands_behind_them(olive, a_customer, monkeypatch):
    monkeypatch.setattr(duplicates, "PAIRS_OF_A_KIND", 2)
    monkeypatch.setattr(duplicates, "KEYS_AT_ONCE", 1)
    for letter in "ABCD":
        a_customer(f"{letter} Bakery")
        a_customer(f"{letter} Bakery Ltd")
    found = page_of_duplicates(olive, number=1, size=20)
    assert (len(found.items), found.is_more) == (2, True)
    for pair in found.items:
        dismiss_duplicate(pair.first, pair.second, by=olive, at=NOW)
    found = page_of_duplicates(olive, number=1, size=20)
    assert [pair.first.name for pair in found.items] == ["C Bakery", "D Bakery"]
    assert not found.is_more


def test_pages_hold_each_pair_once_and_end(olive, a_customer):
    for number in range(3):
        a_customer(f"Quay {'Ltd' * number}{number}", phone="01632 960418")
    pages = [page_of_duplicates(olive, number=number, size=2) for number in (1, 2, 9)]
    assert [len(page.items) for page in pages] == [2, 1, 1]
    assert (pages[2].number, pages[0].total) == (2, 3)


def test_more_pairs_need_no_more_queries(olive, a_customer):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            told(olive)
        return len(queries)

    a_customer("A", phone="01632 960400", email="a@a.example")
    a_customer("A Ltd", phone="01632 960400", email="a@a.example")
    few = asked()
    for number in range(8):
        a_customer(f"B{number}", phone=f"01632 96041{number}", email=f"b@b{number}.example")
        a_customer(f"B{number} Ltd", phone=f"01632 96041{number}", email=f"b@b{number}.example")
    assert asked() == few


@pytest.mark.parametrize("kind", duplicates.KEYS)
def test_candidates_are_read_from_an_index(olive, kind):
    with CaptureQueriesContext(connection) as queries:
        list(duplicates._shared_keys(kind, after=""))
    statement = queries[-1]["sql"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
            plan = " ".join(str(row[3]) for row in cursor.fetchall())
            assert "USING INDEX" in plan or "COVERING INDEX" in plan
            assert "TEMP B-TREE" not in plan
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute(f"EXPLAIN {statement}")
            assert "customers_" in " ".join(row[0] for row in cursor.fetchall())
