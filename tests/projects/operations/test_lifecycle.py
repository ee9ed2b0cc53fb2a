"""What becomes of a project: status, customer, deletion, favourites."""

import pytest

from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.choices import TRANSITIONS, ProjectStatus
from clientele.projects.models import BillingCode, Project, Task, TimeEntry
from clientele.projects.operations import (
    add_billing_code,
    add_task,
    change_status,
    delete_project,
    move_project,
    set_favourite,
)
from clientele.projects.queries import favourite_ids
from clientele.trail.queries import history_of, timeline_for
from tests.cast import NOW


@pytest.mark.parametrize("before", ProjectStatus.values)
@pytest.mark.parametrize("after", ProjectStatus.values)
def test_a_status_follows_another_only_where_that_makes_sense(a_project, olive, before, after):
    project = a_project()
    Project.objects.filter(pk=project.pk).update(status=before)
    if after in TRANSITIONS[before] or after == before:
        assert change_status(project, to=after, by=olive, at=NOW).status == after
    else:
        with pytest.raises(Conflict) as caught:
            change_status(project, to=after, by=olive, at=NOW)
        assert caught.value.code == "status_not_allowed"


def test_a_change_of_status_is_told_in_the_customers_timeline(a_project, anders, olive):
    project = change_status(a_project(), to="active", by=olive, at=NOW)
    entry = timeline_for(anders).first()
    assert (entry.name, entry.facts) == ("projects.status_changed", {"status": "Active", "version": 2})
    assert project.version == 2


def test_the_same_status_twice_is_nothing(a_project, olive):
    project = a_project(status="active")
    assert change_status(project, to="active", by=olive, at=NOW).version == project.version


def test_an_unknown_status_is_refused(a_project, olive):
    with pytest.raises(Refusal, match="“done” is not a status"):
        change_status(a_project(), to="done", by=olive, at=NOW)


def test_a_project_moves_with_its_time(a_project, a_customer, olive, written):
    project, quay = a_project(), a_customer("Quayside Foods")
    written(project, olive)
    moved = move_project(project, to=quay, by=olive, at=NOW)
    assert moved.customer == quay
    assert TimeEntry.objects.get(project__customer=quay).minutes == 60
    entry = timeline_for(quay).first()
    facts = {"source": "Anders & Sons Bakery", "target": "Quayside Foods", "version": 2}
    assert (entry.name, entry.facts) == ("projects.moved", facts)


def test_it_does_not_move_to_where_it_is(a_project, anders, olive):
    with pytest.raises(Conflict) as caught:
        move_project(a_project(), to=anders, by=olive, at=NOW)
    assert caught.value.code == "project_at_customer"


def test_it_moves_to_an_inactive_customer_only_when_that_is_confirmed(a_project, a_customer, olive):
    project, quay = a_project(), a_customer("Quayside Foods", status="inactive")
    with pytest.raises(Conflict) as caught:
        move_project(project, to=quay, by=olive, at=NOW)
    assert caught.value.code == "customer_inactive"
    assert move_project(project, to=quay, confirm=True, by=olive, at=NOW).customer == quay


def test_it_never_moves_to_an_archived_customer(a_project, a_customer, olive):
    project, quay = a_project(), a_customer("Quayside Foods")
    Customer.objects.filter(pk=quay.pk).update(archived_at=NOW)
    with pytest.raises(Conflict) as caught:
        move_project(project, to=quay, confirm=True, by=olive, at=NOW)
    assert caught.value.code == "customer_archived"


def test_deleting_takes_all_that_belongs_to_it_and_the_trail_keeps_its_name(a_project, anders, olive, written):
    project = a_project(code="BOIL-1")
    add_task(project, title="Measure", by=olive, at=NOW)
    code = add_billing_code(project, values={"name": "Fitting"}, by=olive, at=NOW)
    written(project, olive, billing_code=code)
    set_favourite(project, wanted=True, by=olive)
    delete_project(project, by=olive, at=NOW)
    assert [model.objects.count() for model in (Project, Task, BillingCode, TimeEntry)] == [0, 0, 0, 0]
    entry = timeline_for(anders).first()
    assert (entry.name, entry.facts["time_entries"]) == ("projects.deleted", 1)
    assert entry.changes["code"] == ["BOIL-1", None]


def test_a_project_whose_time_is_on_a_sent_invoice_stays(a_project, olive, written):
    project = a_project()
    written(project, olive, locked_at=NOW)
    with pytest.raises(Conflict) as caught:
        delete_project(project, by=olive, at=NOW)
    assert caught.value.code == "project_has_invoices"
    assert history_of(project).count() == 1


def test_a_stale_deletion_is_refused(a_project, olive):
    project = a_project(status="active")
    with pytest.raises(Conflict, match="changed by someone else"):
        delete_project(project, version=1, by=olive, at=NOW)


def test_a_favourite_is_ones_own_and_leaves_no_trace(a_project, olive, theo):
    project = a_project()
    for wanted in (True, True):
        set_favourite(project, wanted=wanted, by=theo)
    assert (favourite_ids(theo), favourite_ids(olive)) == ({project.pk}, set())
    set_favourite(project, wanted=False, by=theo)
    assert favourite_ids(theo) == set()
    assert history_of(project).count() == 1


def test_a_projects_customer_may_go_inactive_and_its_status_still_changes(a_project, anders, olive):
    project = a_project(status="active")
    update_customer(anders, changes={"status": "inactive"}, by=olive, at=NOW)
    assert change_status(project, to="completed", by=olive, at=NOW).status == "completed"
