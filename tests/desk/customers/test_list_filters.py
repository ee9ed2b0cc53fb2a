import re
from datetime import UTC, datetime

import pytest

from clientele.accounts.models import Organization
from clientele.customers.models import Customer, Tag
from clientele.kit.tenancy import inside
from tests.cast import NOW
from tests.desk.customers.test_list import URL, names, total


@pytest.fixture
def page(sign_in, theo):
    client = sign_in(theo)
    return lambda query="", **headers: client.get(URL + query, **headers)


@pytest.fixture
def five(a_customer):
    a_customer("Anders", tags=("Catering",))
    a_customer("Beacon", tags=("Catering", "Coast"), status="inactive")
    a_customer("Castle", tags=("Coast",), kind="individual")
    a_customer("Dunmore")
    a_customer("Elm", status="inactive")


def tag(name: str) -> int:
    return Tag.objects.get(name=name).pk


def test_status_takes_several(page, five):
    assert names(page("?status=inactive")) == ["Beacon", "Elm"]
    assert len(names(page("?status=active&status=inactive"))) == 5
    assert total(page("?status=active&status=inactive")) == "5 customers"


def test_tags_take_any(page, five):
    assert names(page(f"?tag={tag('Coast')}")) == ["Castle"]
    assert names(page(f"?tag={tag('Coast')}&tag={tag('Catering')}")) == ["Anders", "Castle"]
    assert names(page(f"?tag={tag('Coast')}&status=inactive")) == ["Beacon"]


def test_type_narrows(page, five):
    assert names(page("?kind=individual")) == ["Castle"]


def test_created_is_a_range_of_whole_days_in_the_organisations_zone(page, a_customer, organization):
    Organization.objects.filter(pk=organization.pk).update(time_zone="America/New_York")
    a_customer("Late")
    Customer.objects.update(created_at=datetime(2026, 3, 2, 4, 30, tzinfo=UTC))  # 1 March, 23:30 in New York
    assert names(page("?created_from=2026-03-01&created_to=2026-03-01")) == ["Late"]
    assert names(page("?created_from=2026-03-02")) == []
    assert names(page("?created_to=2026-02-28")) == []


def test_a_range_given_backwards_is_turned_round(page, five):
    assert len(names(page("?created_from=2026-12-31&created_to=2026-01-01"))) == 3


def test_each_filter_is_a_chip_that_takes_it_off(page, five):
    pk = tag("Coast")
    html = page(f"?status=active&status=inactive&tag={pk}&created_from=2018-03-01&kind=company").content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    for chip in ("Status Active, Inactive", "Tag Coast", "Created since 1 Mar 2018", "Type Company"):
        assert chip in words, chip
    assert "Filters 4" in words
    assert "status=active&amp;status=inactive&amp;kind=company&amp;created_from=2018-03-01" in html
    assert ">Clear</a>" in html


@pytest.mark.parametrize(
    "query, sentence",
    [
        ("?colour=red", "colour"),
        ("?status=gone", "gone"),
        ("?kind=robot", "robot"),
        ("?created_from=yesterday", "yesterday"),
        ("?created_from=0001-01-01", "1900"),
        ("?sort=password", "password"),
        ("?sort=--name", "--name"),
        ("?page=0", "page"),
        ("?page=-1", "page"),
        ("?page=x", "page"),
        ("?page=1&page=2", "page"),
        ("?tag=x", "tag"),
        ("?archived=yes", "archived"),
        ("?q=a&q=b", "q"),
    ],
)
def test_an_address_that_asks_for_something_unknown_is_refused_in_words(page, five, query, sentence):
    response = page(query)
    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.parametrize("query", ["?q=%00", "?q=%E2%80%AEabc", "?q=%1b"])
def test_a_search_with_signs_no_name_can_have_is_refused(page, query):
    assert page(query).status_code == 400


def test_huge_numbers_and_long_searches_do_no_harm(page, five):
    assert page("?page=99999999999999").status_code == 200
    assert page("?page=" + "9" * 400).status_code == 400
    assert page("?q=" + "x" * 3000).status_code == 200
    assert page("?tag=" + "9" * 15).status_code == 404


def test_another_organisations_tag_is_not_there(page, five, outpost):
    with inside(outpost):
        foreign = Tag.objects.create(organization=outpost, name="Theirs", name_key="theirs", created_at=NOW)
    assert page(f"?tag={foreign.pk}").status_code == 404


def test_blank_parameters_count_as_absent(page, five):
    assert names(page("?q=&kind=&created_from=&status=")) == ["Anders", "Castle", "Dunmore"]


def test_a_search_finds_inactive_ones_unless_a_status_is_chosen(page, five):
    assert names(page("?q=beacon")) == ["Beacon"]
    assert names(page("?q=beacon&status=active")) == []


def test_a_search_stays_while_sorting_and_paging(page, a_customer):
    for number in range(25):
        a_customer(f"Quay {number:02}")
    html = page("?q=quay").content.decode()
    assert "?q=quay&amp;page=2" in html
    assert "?q=quay&amp;sort=code" in html


def test_nothing_found_says_so_and_offers_the_way_back(page, five):
    html = page("?q=quuay").content.decode()
    assert "No customer matches “quuay”." in html
    assert "Clear search" in html
    html = page("?kind=individual&status=inactive").content.decode()
    assert "No customer fits these filters." in html
