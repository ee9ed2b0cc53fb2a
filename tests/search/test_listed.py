from itertools import cycle, product

import pytest

from clientele.accounts.models import Role
from clientele.customers.models import Customer
from clientele.customers.queries import CustomerFilter, in_order, listed_customers
from clientele.kit.tenancy import inside
from clientele.search.operations import refresh_customers
from clientele.search.queries import matching, page_of_found
from tests.cast import NOW

ONLY = ("name", "code", "email", "status", "archived_at", "created_at", "organization_id")
TEXTS = ("ridge", "ridge 1", "idge", "ri", "r", "r7", "rx", "ridge zz", "zz ridge", "  ", "ouse ridge", "1 ridge")
STATUSES = (("active",), ("active", "inactive"))


@pytest.fixture
def twenty(a_customer):
    for number in range(20):
        made = a_customer(f"Ridge House {number:02}", code=f"R{number}", status="inactive" if number % 3 else "active")
        if number % 7 == 0:
            Customer.objects.filter(pk=made.pk).update(archived_at=NOW)
            refresh_customers([made.pk])
    a_customer("Beacon", code="RX")


@pytest.fixture(params=[(1_000, 1_000), (3, 3), (3, 12)], ids=["few", "many", "many but sorted"])
def counted(request, monkeypatch):
    most, sorted_at_most = request.param
    for module in ("clientele.search.queries.listed", "clientele.search.queries.hits"):
        monkeypatch.setattr(f"{module}.COUNTED_AT_MOST", most)
        monkeypatch.setattr(f"{module}.fewest_to_walk", lambda stored, **_: sorted_at_most)
    for module in ("clientele.search.queries.index", "clientele.kit.paging"):
        monkeypatch.setattr(f"{module}.COUNTED_AT_MOST", most)
    return most


@pytest.mark.parametrize("archived", [False, True])
def test_every_page_is_the_slice_of_all_who_match_whichever_way_they_are_found(twenty, dana, counted, archived):
    for (text, statuses), sort in zip(product(TEXTS, STATUSES), cycle(("name", "-created_at", "code")), strict=False):
        wanted = CustomerFilter(statuses=statuses, archived=archived)
        whole = list(in_order(matching(listed_customers(dana, wanted), text), sort))
        for number in (1, 2):
            page = page_of_found(dana, wanted, text, sort, only=ONLY, stored=21, number=number, size=4)
            start = (page.number - 1) * 4
            assert page.items == whole[start : start + 4], (text, statuses, sort)
            assert (page.total, page.is_more) == (min(len(whole), counted), len(whole) > counted), (text, statuses)


def test_a_search_within_filters_finds_the_same(twenty, dana, counted):
    wanted = CustomerFilter(statuses=("active", "inactive"), kind="company")
    whole = list(in_order(matching(listed_customers(dana, wanted), "ridge"), "name"))
    assert page_of_found(dana, wanted, "ridge", "name", only=ONLY, stored=21, number=1, size=4).items == whole[:4]


def test_whoever_may_not_see_customers_finds_none(twenty, theo):
    Role.objects.filter(pk=theo.role_id).update(permissions=[])
    theo.role.refresh_from_db()
    for text in ("ridge", "ri", " "):
        page = page_of_found(theo, CustomerFilter(), text, "name", only=ONLY, stored=21, number=1, size=4)
        assert (page.items, page.total) == ([], 0)


def test_another_organisation_finds_only_its_own(twenty, otto, foreign_customer, counted):
    with inside(otto.organization):
        for text in ("ridge", "ri", "r7"):
            assert page_of_found(otto, CustomerFilter(), text, "name", only=ONLY, stored=1, number=1, size=4).total == 0
        page = page_of_found(otto, CustomerFilter(), "secret", "name", only=ONLY, stored=1, number=1, size=4)
        assert page.items == [foreign_customer]


def test_a_document_that_fell_behind_shows_nobody_in_another_state(twenty, dana, counted):
    Customer.objects.filter(name__endswith="9").update(archived_at=NOW)
    wanted = CustomerFilter(statuses=("active", "inactive"))
    whole = list(in_order(matching(listed_customers(dana, wanted), "ridge"), "name"))
    page = page_of_found(dana, wanted, "ridge", "name", only=ONLY, stored=21, number=1, size=20)
    assert page.items == whole
