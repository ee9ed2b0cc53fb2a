"""Lists of projects: narrowed, sorted, counted, with one's favourites first."""

from datetime import date

import pytest

from clientele.projects.models import Project
from clientele.projects.operations import set_favourite
from clientele.projects.queries import (
    SORTS,
    ProjectFilter,
    counted,
    favourite_ids,
    in_order,
    listed_projects,
    page_with_favourites,
    project_for,
    projects_for,
    projects_of,
    status_counts,
)


@pytest.fixture
def some(a_project, a_customer, theo):
    quay = a_customer("Quayside Foods")
    return {
        "boiler": a_project("Boiler", code="Z-1", status="active", lead=theo, starts_on=date(2026, 3, 1)),
        "audit": a_project("Énergie audit", code="A-1", kind="internal", customer=quay),
        "pumps": a_project("Pumps", status="completed", starts_on=date(2026, 1, 5), ends_on=date(2026, 2, 1)),
    }


def names(projects):
    return [project.name for project in projects]


@pytest.mark.parametrize(
    "wanted, found",
    [
        ({}, ["Boiler", "Énergie audit", "Pumps"]),
        ({"status": "active"}, ["Boiler"]),
        ({"kind": "internal"}, ["Énergie audit"]),
        ({"starts_from": date(2026, 2, 1)}, ["Boiler"]),
        ({"starts_to": date(2026, 2, 1)}, ["Pumps"]),
    ],
)
def test_a_list_is_narrowed(some, olive, wanted, found):
    assert names(in_order(listed_projects(olive, ProjectFilter(**wanted)), "name")) == found


def test_a_list_is_narrowed_to_a_customer_a_lead_or_ones_favourites(some, olive, theo):
    of_quay = ProjectFilter(customer=some["audit"].customer_id)
    assert names(listed_projects(olive, of_quay)) == ["Énergie audit"]
    assert names(listed_projects(olive, ProjectFilter(lead=theo.pk))) == ["Boiler"]
    set_favourite(some["pumps"], wanted=True, by=olive)
    assert names(listed_projects(olive, ProjectFilter(favourites=True))) == ["Pumps"]
    assert names(listed_projects(theo, ProjectFilter(favourites=True))) == []


def test_every_order_runs_both_ways_and_blank_dates_stand_last(some, olive):
    everything = projects_for(olive)
    for sort in SORTS:
        up, down = names(in_order(everything, sort)), names(in_order(everything, f"-{sort}"))
        assert up == down[::-1]
    assert names(in_order(everything, "starts_on")) == ["Pumps", "Boiler", "Énergie audit"]
    assert names(in_order(everything, "code")) == ["Pumps", "Énergie audit", "Boiler"]


def test_favourites_stand_before_the_others_over_all_pages(a_project, olive):
    projects = [a_project(f"Project {number}") for number in range(7)]
    for number in (4, 6):
        set_favourite(projects[number], wanted=True, by=olive)
    ordered = in_order(projects_for(olive), "name")
    pages = [
        page_with_favourites(ordered, favourite_ids(olive), number=number, size=3, total=7, is_more=False)
        for number in (1, 2, 3, 9)
    ]
    shown = [[int(project.name[-1]) for project in page.items] for page in pages]
    assert shown == [[4, 6, 0], [1, 2, 3], [5], [5]]
    assert pages[3].number == 3


def test_statuses_are_counted_in_one_statement(some, organization, anders, django_assert_num_queries):
    with django_assert_num_queries(1):
        counts = status_counts(organization.pk)
    assert counts.by_status == {"draft": 1, "active": 1, "on_hold": 0, "completed": 1, "archived": 0}
    assert (counts.of(""), counts.of("active"), counts.is_more("")) == (3, 1, False)
    assert status_counts(organization.pk, anders).of("draft") == 0


def test_past_a_thousand_nobody_counts(a_project, organization, olive):
    first = a_project()
    rows = [
        Project(
            organization=organization,
            customer=first.customer,
            name=f"P {number}",
            name_sort=f"p {number}",
            created_at=first.created_at,
            updated_at=first.created_at,
        )
        for number in range(1001)
    ]
    Project.objects.bulk_create(rows)
    counts = status_counts(organization.pk)
    assert (counts.of("draft"), counts.is_more("draft"), counts.is_more("active")) == (1000, True, False)
    assert counted(projects_for(olive)) == (1000, True)


def test_the_projects_of_a_customer_by_name(some, anders, a_customer):
    assert names(projects_of(anders)) == ["Boiler", "Pumps"]
    assert names(projects_of(anders, ("completed",))) == ["Pumps"]
    assert names(projects_of(a_customer("Nobody yet"))) == []


def test_who_may_not_see_projects_finds_none(some, theo):
    theo.role.permissions = []
    assert list(projects_for(theo)) == []
    assert project_for(theo, some["boiler"].pk) is None


def test_a_number_that_no_column_holds_finds_nothing(olive):
    assert project_for(olive, 2**63) is None
