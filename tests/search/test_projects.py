"""Projects are found by name and code, as they are now."""

import pytest

from clientele.customers.queries import customers_for
from clientele.projects.operations import change_status, create_project, delete_project, update_project
from clientele.projects.queries import projects_for
from clientele.search.models import Document
from clientele.search.operations import rebuild
from clientele.search.queries import found_projects, matching, matching_projects
from tests.cast import NOW


@pytest.fixture
def boiler(anders, olive):
    values = {"name": "Boiler replacement", "code": "BOIL-1"}
    return create_project(customer=anders, values=values, by=olive, at=NOW)


@pytest.mark.parametrize("text", ["boiler", "replace", "boil-1", "BOILER repl", "bo", "boil-1 "])
def test_a_project_is_found_by_any_part_of_its_name_or_code(boiler, olive, text):
    assert list(matching_projects(projects_for(olive), text)) == [boiler]
    assert found_projects(olive, text, most=5) == [boiler]


def test_a_project_is_no_customer_and_a_customer_no_project(boiler, anders, olive):
    assert list(matching(customers_for(olive), "boiler")) == []
    assert found_projects(olive, "Anders", most=5) == []
    assert found_projects(olive, "  ", most=5) == []


def test_the_index_follows_each_change(boiler, olive):
    renamed = update_project(boiler, changes={"name": "Heat pump"}, by=olive, at=NOW)
    assert found_projects(olive, "boiler", most=5) == []
    change_status(renamed, to="active", by=olive, at=NOW)
    assert Document.objects.get(kind="project").state == "active"
    delete_project(boiler, by=olive, at=NOW)
    assert not Document.objects.filter(kind="project").exists()


def test_made_anew_the_index_has_them_again(boiler, olive, organization):
    assert rebuild(organization) == 2
    assert found_projects(olive, "boiler", most=5) == [boiler]
