import pytest
from django.db.models import F, Q

from clientele.customers.models import Customer
from clientele.kit import hits
from clientele.kit.hits import page_of_hits
from tests.cast import NOW

EVEN = Q(city="even")


@pytest.fixture
def thirty(organization):
    """Half of them are hits, spread over the order of names."""
    rows = [
        Customer(
            organization=organization,
            name=f"C{number:02}",
            name_key=f"c{number:02}",
            name_sort=f"c{number:02}",
            city="odd" if number % 2 else "even",
            created_at=NOW,
            updated_at=NOW,
        )
        for number in range(30)
    ]
    Customer.objects.bulk_create(rows)
    return Customer.objects.all()


def page_numbers(order, spread, size=4):
    pages = [page_of_hits(order, EVEN, spread=spread, number=number, size=size) for number in (1, 2, 4, 9)]
    return [[row.pk for row in page.items] for page in pages], [(page.total, page.is_more) for page in pages]


@pytest.mark.parametrize("order", [("name_sort", "pk"), ("-name_sort", "-pk"), (F("city").desc(), F("pk").asc())])
def test_hits_that_are_counted_are_those_of_the_whole_list(thirty, order):
    rows = thirty.order_by(*order)
    whole = list(rows.filter(EVEN).values_list("pk", flat=True))
    shown, counts = page_numbers(rows, spread=True)
    assert shown == [whole[:4], whole[4:8], whole[12:], whole[12:]]
    assert counts == [(15, False)] * 4


@pytest.mark.parametrize("spread", [True, False])
@pytest.mark.parametrize("walked, most", [(30, 30), (9, 30), (9, 10)])
@pytest.mark.parametrize("order", [("name_sort", "pk"), ("-name_sort", "-pk")])
def test_many_hits_are_the_same_however_they_are_read(thirty, monkeypatch, spread, walked, most, order):
    monkeypatch.setattr(hits, "COUNTED_AT_MOST", 3)
    monkeypatch.setattr(hits, "WALKED_AT_MOST", walked)
    monkeypatch.setattr(hits, "SORTED_AT_MOST", most)
    rows = thirty.order_by(*order)
    whole = list(rows.filter(EVEN).values_list("pk", flat=True))
    shown, counts = page_numbers(rows, spread)
    assert shown == [whole[:4], whole[4:8], whole[12:], []]
    assert counts == [(3, True)] * 4


def test_what_is_found_nowhere_is_an_empty_page(thirty):
    page = page_of_hits(thirty.order_by("pk"), Q(city="nowhere"), spread=True, number=3, size=4)
    assert (page.items, page.number, page.total, page.is_more) == ([], 1, 0, False)


def test_many_spread_hits_are_found_without_sorting_them(thirty, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(hits, "COUNTED_AT_MOST", 3)
    with django_assert_num_queries(3) as asked:
        page_of_hits(thirty.order_by("name_sort", "pk"), EVEN, spread=True, number=1, size=4)
    counted, walked, shown = (one["sql"] for one in asked.captured_queries)
    assert "LIMIT 4) " in counted
    assert f"LIMIT {hits.WALKED_AT_MOST}" in walked
    assert "ORDER BY" not in shown
