from datetime import date, timedelta
from itertools import cycle, product

import pytest

from clientele.customers.models import Customer, Tag, Tagging
from clientele.customers.queries import CustomerFilter, in_order, listed_customers, page_of_listed
from clientele.kit.tenancy import inside
from tests.cast import NOW

ONLY = ("name", "code", "email", "status", "archived_at", "created_at", "organization_id")
SHOWN = (("name", 1), ("-created_at", 2), ("email", 1), ("-name", 1), ("created_at", 1))


@pytest.fixture
def many(a_customer):
    """Tags, types, statuses and days that overlap in every way."""
    for number in range(24):
        tags = tuple(name for name, every in (("Coast", 2), ("Catering", 3)) if number % every == 0)
        status = "inactive" if number % 5 == 0 else "active"
        made = a_customer(f"Ridge {number * 7 % 24:02}", tags=tags, status=status)
        kind = "individual" if number % 4 == 0 else "company"
        archived = NOW if number % 11 == 0 else None
        at = NOW - timedelta(days=number)
        Customer.objects.filter(pk=made.pk).update(kind=kind, archived_at=archived, created_at=at)
        state = "archived" if archived else status
        Tagging.objects.filter(customer=made).update(customer_state=state, customer_created_at=at)
    return {tag.name: tag.pk for tag in Tag.objects.all()}


@pytest.fixture(params=[(1_000, 1_000), (3, 3), (3, 9)], ids=["few", "many", "many but sorted"])
def counted(request, monkeypatch):
    """So many are counted, and up to so many are sorted and not walked."""
    most, sorted_at_most = request.param
    monkeypatch.setattr("clientele.customers.queries.narrowed.COUNTED_AT_MOST", most)
    monkeypatch.setattr("clientele.customers.queries.narrowed.fewest_to_walk", lambda stored, **_: sorted_at_most)
    return most


def filters(tags):
    days = (None, NOW.date() - timedelta(days=14)), (None, NOW.date() - timedelta(days=5))
    some = ((), (tags["Coast"],), (tags["Catering"],), (tags["Coast"], tags["Catering"]))
    for wanted, kind, since, until in product(some, ("", "individual"), *days):
        narrowed = CustomerFilter(tags=wanted, kind=kind, created_from=since, created_to=until)
        if not narrowed.is_only_status:
            yield narrowed


@pytest.mark.parametrize("archived", [False, True])
def test_every_page_is_the_slice_of_the_whole_whichever_way_it_is_found(many, dana, counted, archived):
    for narrowed, (sort, number) in zip(filters(many), cycle(SHOWN), strict=False):
        wanted = CustomerFilter(**{**vars(narrowed), "archived": archived})
        whole = list(in_order(listed_customers(dana, wanted), sort))
        page = page_of_listed(dana, wanted, sort, only=ONLY, stored=24, number=number, size=4)
        start = (page.number - 1) * 4
        assert page.items == whole[start : start + 4], wanted
        assert (page.total, page.is_more) == (min(len(whole), counted), len(whole) > counted), wanted


def test_archived_ones_stay_hidden_from_those_who_may_not_see_them(many, theo):
    wanted = CustomerFilter(tags=(many["Coast"],), archived=True)
    page = page_of_listed(theo, wanted, "name", only=ONLY, stored=24, number=1, size=40)
    assert page.items
    assert not any(customer.is_archived for customer in page.items)


def test_another_organisations_customers_are_in_no_narrowed_list(many, otto, foreign_customer, counted):
    with inside(otto.organization):
        for wanted in (CustomerFilter(kind="company"), CustomerFilter(created_from=date(2000, 1, 1))):
            page = page_of_listed(otto, wanted, "name", only=ONLY, stored=1, number=1, size=40)
            assert page.items == [foreign_customer]
        wanted = CustomerFilter(tags=(many["Coast"],))
        assert page_of_listed(otto, wanted, "name", only=ONLY, stored=1, number=1, size=40).items == []


def test_a_page_past_the_end_is_the_last(many, dana):
    wanted = CustomerFilter(tags=(many["Coast"],))
    page = page_of_listed(dana, wanted, "name", only=ONLY, stored=24, number=99, size=4)
    assert page.number == page.pages
    assert page.items
