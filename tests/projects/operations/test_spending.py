"""What is spent on a project, and what an hour costs."""

from decimal import Decimal

import pytest
from django.db import connection, transaction

from clientele.kit.refusals import Conflict
from clientele.projects.models import Project
from clientele.projects.operations import (
    add_billing_code,
    add_project_member,
    recount_spent,
    set_rate,
    shift_spent,
)
from clientele.projects.queries import own_rates, rate_for, rate_history, rate_version, rate_versions
from clientele.trail.queries import history_of
from clientele.upkeep.queries.invariants import findings
from tests.cast import NOW


def kept(project):
    project = Project.objects.get(pk=project.pk)
    return project.spent_minutes, project.spent_amount, project.burn


def test_the_larger_used_part_of_the_budgets_is_kept(a_project):
    project = a_project(budget_amount="1000", budget_minutes=600)
    with transaction.atomic():
        shift_spent(project, minutes=60, amount=Decimal("250.50"))
    assert kept(project) == (60, Decimal("250.5"), 2_505)
    with transaction.atomic():
        shift_spent(project, minutes=540)
    assert kept(project) == (600, Decimal("250.5"), 10_000)
    with transaction.atomic():
        shift_spent(project, minutes=-600, amount=Decimal("-250.50"))
    assert kept(project) == (0, 0, 0)


@pytest.mark.parametrize("budgets", [{}, {"budget_amount": "0"}, {"budget_minutes": 0}])
def test_without_a_budget_nothing_of_it_is_used(a_project, budgets):
    project = a_project(**budgets)
    with transaction.atomic():
        shift_spent(project, minutes=90, amount=Decimal(10))
    assert kept(project) == (90, 10, 0)


def test_a_tiny_budget_does_not_burst_the_column(a_project):
    project = a_project(budget_amount="0.001")
    with transaction.atomic():
        shift_spent(project, amount=Decimal(9999999999999))
    assert kept(project)[2] == 10**12


def test_shifting_costs_the_same_few_statements(a_project, django_assert_num_queries):
    project = a_project(budget_minutes=600)
    with transaction.atomic(), django_assert_num_queries(3):
        shift_spent(project, minutes=5)


def test_counting_anew_finds_what_time_and_expenses_add_up_to(
    a_project, olive, theo, written, an_expense, organization
):
    project = a_project(budget_amount="1000")
    written(project, theo, minutes=100, rate="70")
    written(project, theo, minutes=30, rate="70", is_billable=False)
    written(project, olive, minutes=20)
    an_expense(project, theo, "12.30")
    an_expense(project, theo, "900", currency="EUR")
    assert any("were spent on project" in finding for finding in findings([organization]))
    recount_spent(project)
    assert kept(project) == (150, Decimal("128.97"), 1_289)
    assert list(findings([organization])) == []


def test_a_use_of_the_budget_that_does_not_follow_is_found(a_project, organization):
    project = a_project(budget_minutes=60)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projects_project SET burn = 5, name_sort = 'other'")
    told = "\n".join(findings([organization]))
    assert f"project {project.pk} has used 0 of its budget, 5 is kept as that" in told
    assert f"name_sort of project {project.pk} does not follow" in told


def test_the_nearest_rate_is_taken(a_project, olive, theo):
    project = a_project()
    assert rate_for(theo, project, None) is None
    set_rate(theo, amount="40", currency="GBP", by=olive, at=NOW)
    assert rate_for(theo, project, None) == Decimal(40)
    project.hourly_rate = Decimal(50)
    assert rate_for(theo, project, None) == Decimal(50)
    code = add_billing_code(project, values={"name": "Fitting", "hourly_rate": "0"}, by=olive, at=NOW)
    assert rate_for(theo, project, code) == Decimal(0)
    add_project_member(project, member=theo, values={"hourly_rate": "70"}, by=olive, at=NOW)
    assert rate_for(theo, project, code) == Decimal(70)


def test_a_persons_own_rate_in_another_currency_does_not_count(a_project, olive, theo):
    set_rate(theo, amount="40", currency="EUR", by=olive, at=NOW)
    assert rate_for(theo, a_project(), None) is None


def test_a_persons_rate_is_set_changed_and_taken_away(olive, theo):
    set_rate(theo, amount="40", currency="GBP", by=olive, at=NOW)
    set_rate(theo, amount="40.00", currency="GBP", by=olive, at=NOW)
    assert own_rates()[theo.pk].amount == 40
    assert set_rate(theo, amount="", currency="GBP", by=olive, at=NOW) is None
    assert own_rates() == {}
    told = [entry.changes["hourly_rate"] for entry in history_of(theo) if entry.name == "projects.rate_set"]
    assert told == [["40 GBP", None], [None, "40 GBP"]]


def test_a_rate_that_somebody_else_changed_meanwhile_is_refused(olive, theo):
    set_rate(theo, amount="40", currency="GBP", by=olive, at=NOW, version=1)
    with pytest.raises(Conflict) as refused:
        set_rate(theo, amount="50", currency="GBP", by=olive, at=NOW, version=1)
    assert refused.value.code == "version_conflict"
    set_rate(theo, amount="", currency="GBP", by=olive, at=NOW, version=2)
    assert (rate_version(theo), rate_versions()) == (3, {theo.pk: (3, NOW)})
    assert [entry.changes["hourly_rate"] for entry in rate_history(theo)] == [["40 GBP", None], [None, "40 GBP"]]
