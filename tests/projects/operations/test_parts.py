"""People, billing codes and tasks of a project."""

from decimal import Decimal

import pytest

from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.choices import MOST_TASKS
from clientele.projects.models import Task
from clientele.projects.operations import (
    add_billing_code,
    add_project_member,
    add_task,
    place_task,
    remove_billing_code,
    remove_project_member,
    remove_task,
    set_task_done,
    update_billing_code,
    update_project_member,
    update_task,
)
from clientele.projects.queries import codes_of, people_on, tasks_of
from clientele.trail.queries import history_of, timeline_for
from tests.cast import NOW


def test_a_person_is_put_on_a_project_once(a_project, olive, theo):
    project = a_project()
    place = add_project_member(
        project, member=theo, values={"position": "Fitter", "hourly_rate": "65"}, by=olive, at=NOW
    )
    assert (place.position, place.hourly_rate) == ("Fitter", Decimal(65))
    with pytest.raises(Refusal) as caught:
        add_project_member(project, member=theo, values={}, by=olive, at=NOW)
    assert caught.value.code == "member_on_project"
    assert [one.member for one in people_on(project)] == [theo]


def test_somebody_who_left_is_not_put_on_a_project(a_project, olive, theo):
    theo.is_active = False
    with pytest.raises(Refusal, match="no longer in the team"):
        add_project_member(a_project(), member=theo, values={}, by=olive, at=NOW)


def test_a_place_is_changed_and_left(a_project, olive, theo):
    project = a_project()
    place = add_project_member(project, member=theo, values={}, by=olive, at=NOW)
    changed = update_project_member(place, changes={"position": "Lead fitter"}, version=1, by=olive, at=NOW)
    assert (changed.position, changed.version) == ("Lead fitter", 2)
    with pytest.raises(Conflict, match="changed by someone else"):
        remove_project_member(place, version=1, by=olive, at=NOW)
    remove_project_member(place, by=olive, at=NOW)
    assert people_on(project) == []
    assert [entry.name.partition("_")[2] for entry in timeline_for(project)] == ["removed", "updated", "added"]


def test_a_negative_rate_is_refused(a_project, olive, theo):
    with pytest.raises(Refusal) as caught:
        add_project_member(a_project(), member=theo, values={"hourly_rate": "-1"}, by=olive, at=NOW)
    assert caught.value.errors[0].field == "hourly_rate"


def test_a_billing_code_has_its_name_once_on_a_project(a_project, olive):
    project = a_project()
    add_billing_code(project, values={"name": "Fitting"}, by=olive, at=NOW)
    with pytest.raises(Refusal) as caught:
        add_billing_code(project, values={"name": "FITTING"}, by=olive, at=NOW)
    assert caught.value.code == "billing_code_taken"
    other = add_billing_code(project, values={"name": "Travel", "is_billable": False}, by=olive, at=NOW)
    with pytest.raises(Refusal, match="“Fitting”"):
        update_billing_code(other, changes={"name": "Fitting"}, by=olive, at=NOW)
    assert update_billing_code(other, changes={"hourly_rate": "30"}, by=olive, at=NOW).version == 2
    assert [code.name for code in codes_of(project)] == ["Fitting", "Travel"]


def test_a_billing_code_with_time_stays(a_project, olive, written):
    project = a_project()
    code = add_billing_code(project, values={"name": "Fitting"}, by=olive, at=NOW)
    entry = written(project, olive, billing_code=code)
    with pytest.raises(Conflict) as caught:
        remove_billing_code(code, by=olive, at=NOW)
    assert caught.value.code == "billing_code_in_use"
    entry.delete()
    remove_billing_code(code, by=olive, at=NOW)
    assert codes_of(project) == []


def test_tasks_stand_in_the_order_they_were_added_and_can_be_put_elsewhere(a_project, olive):
    project = a_project()
    one, two, three = (add_task(project, title=title, by=olive, at=NOW) for title in ("One", "Two", "Three"))
    assert [task.title for task in tasks_of(project)] == ["One", "Two", "Three"]
    place_task(three, to=0, by=olive, at=NOW)
    assert [task.title for task in tasks_of(project)] == ["Three", "One", "Two"]
    place_task(three, to=99, by=olive, at=NOW)
    assert [task.title for task in tasks_of(project)] == ["One", "Two", "Three"]
    told = timeline_for(project).count()
    place_task(one, to=0, by=olive, at=NOW)
    assert timeline_for(project).count() == told
    assert {one.version, two.version} == {1}


def test_a_task_is_ticked_off_by_somebody_and_taken_up_again(a_project, olive, theo):
    task = add_task(a_project(), title="Measure", by=olive, at=NOW)
    done = set_task_done(task, done=True, by=theo, at=NOW)
    assert (done.is_done, done.done_by, done.version) == (True, theo, 2)
    assert set_task_done(task, done=True, by=olive, at=NOW).done_by == theo
    again = set_task_done(task, done=False, by=olive, at=NOW)
    assert (again.is_done, again.done_by) == (False, None)
    assert [entry.name for entry in history_of(task)] == [
        "projects.task_reopened",
        "projects.task_done",
        "projects.task_added",
    ]


def test_a_task_is_renamed_and_removed(a_project, olive):
    project = a_project()
    task = add_task(project, title="Mesure", by=olive, at=NOW)
    assert update_task(task, title="Measure", version=1, by=olive, at=NOW).version == 2
    with pytest.raises(Conflict):
        update_task(task, title="Again", version=1, by=olive, at=NOW)
    with pytest.raises(Refusal):
        update_task(task, title="", by=olive, at=NOW)
    remove_task(task, by=olive, at=NOW)
    assert tasks_of(project) == []


def test_there_is_an_end_to_the_tasks_of_a_project(a_project, olive):
    project = a_project()
    Task.objects.bulk_create(
        Task(organization=project.organization, project=project, title=f"Task {number}", position=number)
        for number in range(MOST_TASKS)
    )
    with pytest.raises(Refusal) as caught:
        add_task(project, title="One more", by=olive, at=NOW)
    assert caught.value.code == "too_many_tasks"


def test_nothing_of_an_archived_project_changes(a_project, olive):
    project = a_project(status="archived")
    with pytest.raises(Conflict) as caught:
        add_task(project, title="Late", by=olive, at=NOW)
    assert caught.value.code == "project_archived"
