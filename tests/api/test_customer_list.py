import pytest

from clientele.customers.models import Customer, Tag
from clientele.customers.operations import update_customer
from clientele.overview.operations import recount
from tests.cast import NOW


@pytest.fixture
def five(a_customer, olive):
    a_customer("Écluse", code="B1", email="b@x.example", tags=("North",))
    a_customer("anders", code="A1", email="c@x.example", kind="individual", tags=("North", "Trade"))
    a_customer("Zeta", code="C1", email="a@x.example", phone="+44 1632 960418")
    update_customer(a_customer("Quiet"), changes={"status": "inactive"}, by=olive, at=NOW)
    Customer.objects.filter(pk=a_customer("Gone").pk).update(archived_at=NOW)
    recount(olive.organization)


def names(program, query=""):
    response = program.get(f"/customers{query}")
    assert response.status_code == 200, response.content
    return [item["name"] for item in response.json()["items"]]


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", ["anders", "Écluse", "Zeta"]),
        ("?sort=-name", ["Zeta", "Écluse", "anders"]),
        ("?sort=email", ["Zeta", "Écluse", "anders"]),
        ("?sort=-code", ["Zeta", "Écluse", "anders"]),
        ("?status=inactive", ["Quiet"]),
        ("?status=active&status=inactive&sort=status", ["anders", "Écluse", "Zeta", "Quiet"]),
        ("?search=quiet", ["Quiet"]),
        ("?search=quiet&status=active", []),
        ("?search=960418", ["Zeta"]),
        ("?search=clus", ["Écluse"]),
        ("?kind=individual", ["anders"]),
        ("?tag=trade", ["anders"]),
        ("?tag=North&tag=Trade", ["anders", "Écluse"]),
        ("?archived=true", ["Gone"]),
        ("?created_from=2026-11-22&created_to=2026-11-22&kind=company", ["Écluse", "Zeta"]),
        ("?created_from=2026-11-23", []),
        ("?created_to=9999-12-31&created_from=0001-01-01", ["anders", "Écluse", "Zeta"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(five, api, query, expected):
    assert names(api, query) == expected


def test_a_tag_is_named_by_its_id_too_and_must_be_there(five, api):
    assert names(api, f"?tag={Tag.objects.get(name='Trade').pk}") == ["anders"]
    for unknown in ("nothing", 10**9, 10**30):
        assert api.get(f"/customers?tag={unknown}").status_code == 404


def test_only_who_may_sees_archived_customers_in_the_list(five, calls, dana, theo):
    assert names(calls(dana), "?archived=true") == ["Gone"]
    assert calls(theo).get("/customers?archived=true").json()["code"] == "permission_denied"
    assert names(calls(theo), "?archived=false") == ["anders", "Écluse", "Zeta"]


def test_pages_cover_the_list_once_and_end(five, api):
    first = api.get("/customers?page_size=2").json()
    assert (first["count"], first["count_is_exact"], len(first["items"])) == (3, True, 2)
    assert names(api, "?page_size=2&page=2") == ["Zeta"]
    for query in ("", "&search=x.example", "&kind=company"):
        past = api.get(f"/customers?page_size=2&page=9{query}").json()
        assert past["items"] == []
    assert api.get("/customers?page_size=2&page=9").json()["count"] == 3


def test_thirty_customers_cost_no_more_queries_than_one(api, a_customer, django_assert_num_queries):
    a_customer("First", tags=("North",))
    api.get("/customers")
    with django_assert_num_queries(6) as few:
        api.get("/customers")
    for number in range(29):
        a_customer(f"Number {number}", tags=("North",))
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(api.get("/customers?page_size=200").json()["items"]) == 30
