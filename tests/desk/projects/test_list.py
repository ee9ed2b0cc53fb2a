"""The list of projects: narrowed, sorted, one's favourites first, and as a file."""

import re

import pytest

from clientele.accounts.choices import Feature
from clientele.accounts.operations.organization import switch_feature
from clientele.projects.models import Favourite, Project
from clientele.projects.operations import set_favourite
from tests.cast import NOW

URL = "/brightwater/projects/"


def names(response):
    return re.findall(r'<a class="row-link"[^>]*>([^<]*)</a>', response.content.decode())


@pytest.fixture
def page(sign_in, theo):
    client = sign_in(theo)
    return lambda query="", **headers: client.get(URL + query, **headers)


def test_an_empty_list_says_what_belongs_here(page, sign_in, dana):
    assert "What are you working on?" in page().content.decode()
    assert "Start your first project" in sign_in(dana).get(URL).content.decode()


def test_the_pills_and_filters_narrow_it(page, a_project, anders, dana):
    a_project("Draft one")
    a_project("Running", status="active", lead=dana, kind="internal", starts_on="2026-05-01")
    assert names(page()) == ["Draft one", "Running"]
    assert names(page("?status=active")) == ["Running"]
    assert names(page("?status=completed")) == []
    narrowed = f"?lead={dana.pk}&kind=internal&from=2026-04-01&to=2026-06-01&customer={anders.pk}"
    assert names(page(narrowed)) == ["Running"]
    assert names(page("?q=runn")) == ["Running"]
    assert "No project matches" in page("?q=nothing").content.decode()


@pytest.mark.parametrize("query", ["?status=done", "?sort=price", "?page=x", "?nonsense=1", "?from=soon", "?mine=2"])
def test_what_nobody_knows_is_refused(page, query):
    assert page(query).status_code == 400


def test_another_firms_customer_is_no_filter(page, foreign_customer):
    assert page(f"?customer={foreign_customer.pk}").status_code == 404


def test_favourites_stand_first_until_it_is_sorted(page, a_project, theo):
    a_project("Alpha")
    zulu = a_project("Zulu")
    set_favourite(zulu, wanted=True, by=theo)
    assert names(page()) == ["Zulu", "Alpha"]
    assert names(page("?sort=created_at")) == ["Alpha", "Zulu"]
    assert names(page("?mine=1")) == ["Zulu"]


def test_it_is_sorted_by_how_much_of_the_budget_is_used(page, a_project):
    for name, burn in (("Half", 5_000), ("Over", 12_000)):
        Project.objects.filter(pk=a_project(name, budget_minutes=60).pk).update(burn=burn)
    answer = page("?sort=-burn")
    assert names(answer) == ["Over", "Half"]
    assert "120%" in answer.content.decode()


def test_a_star_is_given_and_taken_without_a_reload(a_project, sign_in, theo, url_of):
    project, client = a_project(), sign_in(theo)
    answer = client.post(url_of(project, "favourite/"), {"wanted": "1"}, HTTP_HX_REQUEST="true")
    assert 'aria-pressed="true"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert client.post(url_of(project, "favourite/"), {"wanted": "0"}).status_code == 303
    assert not Favourite.objects.exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_the_database_the_same_number_of_times(
    page, a_project, theo, rows, django_assert_max_num_queries
):
    for number in range(rows):
        set_favourite(a_project(f"Project {number}", lead=theo), wanted=number % 2 == 0, by=theo)
    with django_assert_max_num_queries(8):
        page()


def test_the_list_leaves_as_a_file_no_spreadsheet_calculates(a_project, sign_in, dana):
    a_project("=1+1", code="BW-1", budget_amount="4200", budget_minutes=90)
    answer = sign_in(dana).get(f"{URL}projects.csv?status=draft")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Name,Code,Customer,Status,Type,Lead")
    assert lines[1].startswith("'=1+1,BW-1,Anders & Sons Bakery,Draft,Billable,")
    assert "4200" in lines[1]
    assert "1.50" in lines[1]


def test_switched_off_projects_are_nowhere(organization, olive, theo, sign_in, a_project, url_of):
    project = a_project()
    switch_feature(organization, feature=Feature.PROJECTS, is_on=False, by=olive, at=NOW)
    client = sign_in(theo)
    assert client.get(URL).status_code == 403
    assert client.get(url_of(project)).status_code == 403
    assert "/brightwater/projects/" not in client.get("/brightwater/customers/").content.decode()
