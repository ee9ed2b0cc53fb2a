import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientele.customers.models import Customer
from clientele.kit.paging import Page, page_of
from tests.cast import NOW


@pytest.fixture
def thirty(organization):
    rows = [
        Customer(
            organization=organization,
            name=f"C{number:02}",
            name_key=f"c{number:02}",
            name_sort=f"c{number % 7}",
            created_at=NOW,
            updated_at=NOW,
        )
        for number in range(30)
    ]
    Customer.objects.bulk_create(rows)
    return Customer.objects.order_by("name_sort", "pk")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(number=st.integers(1, 12), size=st.integers(1, 40), is_known=st.booleans())
def test_every_page_is_the_slice_of_the_whole(thirty, number, size, is_known):
    whole = list(thirty)
    page = page_of(thirty, number=number, size=size, total=30 if is_known else None)
    start = (page.number - 1) * size
    assert page.items == whole[start : start + size]
    assert page.total == 30
    assert page.number == min(number, page.pages)


def test_the_last_page_says_where_it_ends(thirty):
    page = page_of(thirty, number=2, size=20, total=30)
    assert (page.first, page.last, page.pages, page.has_next, page.has_previous) == (21, 30, 2, False, True)


def test_an_empty_list_has_one_empty_page(organization):
    page = page_of(Customer.objects.order_by("pk"), number=5, size=20)
    assert (page.items, page.number, page.total, page.pages, page.first) == ([], 1, 0, 1, 0)


def test_a_list_past_what_is_counted_goes_on_while_pages_are_full():
    assert Page(items=list(range(20)), number=60, size=20, total=1_000, is_more=True).has_next
    assert not Page(items=[1], number=60, size=20, total=1_000, is_more=True).has_next


def test_a_deep_page_reads_only_keys_it_skips(thirty, django_assert_num_queries):
    with django_assert_num_queries(2):
        page_of(thirty, number=2, size=10, total=30)
