"""A project is created, changed, and keeps its rules."""

from datetime import date
from decimal import Decimal

import pytest

from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.models import Project
from clientele.projects.operations import create_project, update_project
from clientele.trail.queries import history_of, timeline_for
from tests.cast import NOW


def archived(customer):
    Customer.objects.filter(pk=customer.pk).update(archived_at=NOW)
    return customer


def inactive(customer, by):
    return update_customer(customer, changes={"status": "inactive"}, by=by, at=NOW)


def test_a_project_begins_as_a_draft_in_its_customers_currency(a_customer, olive):
    harbour = a_customer("Harbour Nord", currency="NOK")
    project = create_project(customer=harbour, values={"name": "Ålesund office"}, by=olive, at=NOW)
    assert (project.status, project.currency, project.kind) == ("draft", "NOK", "billable")
    assert (project.name_sort, project.version, project.burn) == ("alesund office", 1, 0)


def test_its_creation_is_read_in_the_customers_timeline(a_project, anders):
    project = a_project()
    entry = history_of(project).get()
    assert (entry.name, entry.within_kind, entry.within_id) == ("projects.created", "customer", anders.pk)
    assert entry.changes["status"] == [None, "draft"]
    assert timeline_for(anders).filter(name="projects.created").exists()


def test_a_name_is_required(anders, olive):
    with pytest.raises(Refusal) as caught:
        create_project(customer=anders, values={"name": " "}, by=olive, at=NOW)
    assert (caught.value.code, caught.value.errors[0].field) == ("validation_error", "name")


def test_an_inactive_customer_takes_no_new_projects(anders, olive):
    inactive(anders, olive)
    with pytest.raises(Conflict) as caught:
        create_project(customer=anders, values={"name": "Late"}, by=olive, at=NOW)
    assert caught.value.code == "customer_inactive"
    assert "Anders & Sons Bakery is inactive" in caught.value.message


def test_an_archived_customer_takes_none_either_and_keeps_what_it_has(anders, a_project, olive):
    project = a_project()
    archived(anders)
    with pytest.raises(Conflict, match="archived") as caught:
        create_project(customer=anders, values={"name": "Late"}, by=olive, at=NOW)
    assert caught.value.code == "customer_archived"
    with pytest.raises(Conflict, match="archived"):
        update_project(project, changes={"name": "Other"}, by=olive, at=NOW)


def test_going_inactive_changes_no_project(anders, a_project, olive):
    project = a_project(status="active")
    inactive(anders, olive)
    assert update_project(project, changes={"name": "Other"}, by=olive, at=NOW).status == "active"


def test_a_code_belongs_to_one_project_whatever_its_case(a_project, anders, olive):
    first = a_project(code="BOIL-1")
    with pytest.raises(Refusal) as caught:
        create_project(customer=anders, values={"name": "Other", "code": "boil-1"}, by=olive, at=NOW)
    assert caught.value.code == "project_code_taken"
    assert caught.value.extra == {"existing": first.pk, "existing_name": "Boiler replacement"}
    assert update_project(first, changes={"code": "boil-1"}, by=olive, at=NOW).code == "boil-1"


def test_projects_without_a_code_are_many(a_project):
    assert a_project("One").code == a_project("Two").code == ""


def test_it_does_not_end_before_it_starts(a_project, olive):
    project = a_project(starts_on=date(2026, 5, 1))
    with pytest.raises(Refusal) as caught:
        update_project(project, changes={"ends_on": date(2026, 4, 30)}, by=olive, at=NOW)
    assert caught.value.errors[0].field == "ends_on"


def test_who_left_the_team_leads_nothing_new(anders, olive, theo):
    theo.is_active = False
    with pytest.raises(Refusal) as caught:
        create_project(customer=anders, values={"name": "Led", "lead": theo}, by=olive, at=NOW)
    assert caught.value.errors[0].field == "lead"


def test_only_what_differs_is_changed_and_remembered(a_project, olive, theo):
    project = a_project()
    changed = update_project(project, changes={"name": project.name, "lead": theo}, by=olive, at=NOW)
    assert (changed.lead, changed.version) == (theo, 2)
    entry = history_of(project).first()
    assert (entry.name, entry.changes, entry.within_kind) == ("projects.updated", {"lead": [None, theo.pk]}, "project")
    assert update_project(changed, changes={"name": project.name}, by=olive, at=NOW).version == 2


def test_a_stale_version_is_refused_with_the_record_as_others_left_it(a_project, olive, dana):
    project = a_project(budget_amount="100")
    update_project(project, changes={"budget_amount": "250.50"}, by=dana, at=NOW)
    with pytest.raises(Conflict) as caught:
        update_project(project, changes={"name": "Mine"}, version=1, by=olive, at=NOW)
    assert caught.value.code == "version_conflict"
    assert caught.value.extra["current"].budget_amount == Decimal("250.5")


def test_an_archived_project_is_read_only(a_project, olive):
    project = a_project(status="archived")
    with pytest.raises(Conflict) as caught:
        update_project(project, changes={"name": "Other"}, by=olive, at=NOW)
    assert caught.value.code == "project_archived"


def test_a_new_budget_changes_how_much_of_it_is_used(a_project, olive):
    project = a_project(budget_minutes=600)
    Project.objects.filter(pk=project.pk).update(spent_minutes=300)
    assert update_project(project, changes={"budget_minutes": 1200}, by=olive, at=NOW).burn == 2_500


def test_the_currency_stays_once_money_was_spent(a_project, olive):
    project = a_project()
    assert update_project(project, changes={"currency": "EUR"}, by=olive, at=NOW).currency == "EUR"
    Project.objects.filter(pk=project.pk).update(spent_amount=Decimal(5))
    with pytest.raises(Conflict) as caught:
        update_project(project, changes={"currency": "GBP"}, by=olive, at=NOW)
    assert caught.value.code == "project_has_spending"


def test_a_field_nobody_may_write_is_a_defect_of_a_door(a_project, olive):
    with pytest.raises(KeyError):
        update_project(a_project(), changes={"spent_minutes": 3}, by=olive, at=NOW)
