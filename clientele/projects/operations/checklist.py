"""The things to do on a project."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from clientele.accounts.models import Member
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned
from clientele.projects.choices import MOST_TASKS
from clientele.projects.models import Project, Task
from clientele.projects.operations.refusals import lock_current, refuse_stale_part
from clientele.trail.operations import changes_between, record, record_many


def add_task(project: Project, *, title: str, by: Member, at: datetime) -> Task:
    """Add a task below the others.

    Raises what `add_tasks` raises.
    """
    return add_tasks(project, titles=[title], by=by, at=at)[0]


@transaction.atomic
def add_tasks(project: Project, *, titles: Sequence[str], by: Member, at: datetime) -> list[Task]:
    """Add tasks below the others, in this order.

    Raises `customer_archived` or `project_archived` (409), `too_many_tasks` or `validation_error` (422).
    """
    current = lock_current(project)
    tidy = [cleaned(Task, {"title": title}) for title in titles]
    refuse_too_many(current, len(tidy))
    first = next_position(current)
    tasks = [
        Task(organization=by.organization, project=current, position=first + place, **values)
        for place, values in enumerate(tidy)
    ]
    for task in tasks:
        task.save()
    titled = [(task, changes_between({}, {"title": task.title})) for task in tasks]
    record_many("projects.task_added", titled, by=by, at=at, within=current, version=1)
    return tasks


@transaction.atomic
def update_task(task: Task, *, title: str, by: Member, at: datetime, version: int | None = None) -> Task:
    """Call a task something else.

    Raises `customer_archived`, `project_archived` or `version_conflict` (409), `validation_error` (422).
    """
    project, current = _lock(task, version)
    tidy = cleaned(Task, {"title": title})
    changed = changes_between({"title": current.title}, tidy)
    if changed:
        current.title = tidy["title"]
        current.version += 1
        current.save()
        record("projects.task_updated", current, by=by, at=at, within=project, changes=changed, version=current.version)
    return current


@transaction.atomic
def revise_task(
    task: Task, *, changes: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> Task:
    """Change any of `title`, `done` and `position`, all or nothing; each leaves its own entry in the trail.

    Raises what `update_task`, `set_task_done` and `place_task` raise.
    """
    _, current = _lock(task, version)
    if "title" in changes:
        current = update_task(current, title=changes["title"], by=by, at=at)
    if "done" in changes:
        current = set_task_done(current, done=changes["done"], by=by, at=at)
    if "position" in changes:
        current = place_task(current, to=changes["position"], by=by, at=at)
    return current


@transaction.atomic
def set_task_done(task: Task, *, done: bool, by: Member, at: datetime) -> Task:
    """Tick a task off, or take it up again; twice does nothing more.

    Raises `customer_archived` or `project_archived` (409).
    """
    project, current = _lock(task, None)
    if current.is_done == done:
        return current
    changed = changes_between({"done_at": current.done_at}, {"done_at": at if done else None})
    current.done_at, current.done_by = (at, by) if done else (None, None)
    current.version += 1
    current.save()
    if done:
        record("projects.task_done", current, by=by, at=at, within=project, changes=changed, version=current.version)
    else:
        record(
            "projects.task_reopened", current, by=by, at=at, within=project, changes=changed, version=current.version
        )
    return current


@transaction.atomic
def place_task(task: Task, *, to: int, by: Member, at: datetime) -> Task:
    """Put a task in another place among the others, counted from 0; past the end is the end.

    Raises `customer_archived` or `project_archived` (409).
    """
    project, current = _lock(task, None)
    tasks = list(Task.objects.filter(project=project).order_by("position", "pk"))
    others = [one for one in tasks if one.pk != current.pk]
    placed = [*others[: max(to, 0)], current, *others[max(to, 0) :]]
    if [one.pk for one in placed] == [one.pk for one in tasks]:
        return current
    for position, one in enumerate(placed):
        one.position = position
    Task.objects.bulk_update(placed, ["position"])
    record("projects.tasks_ordered", project, by=by, at=at, task=current.title)
    return current


@transaction.atomic
def remove_task(task: Task, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Remove a task; those below it move up.

    Raises `customer_archived`, `project_archived` or `version_conflict` (409).
    """
    project, current = _lock(task, version)
    changes = {"title": [current.title, None]}
    record("projects.task_removed", current, by=by, at=at, within=project, changes=changes)
    current.delete()
    Task.objects.filter(project=project, position__gt=current.position).update(position=F("position") - 1)


def next_position(project: Project) -> int:
    """The place below every task of a project."""
    last = Task.objects.filter(project=project).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def refuse_too_many(project: Project, more: int) -> None:
    """A project's page shows all of its tasks, so there is an end to them (422)."""
    if Task.objects.filter(project=project).count() + more > MOST_TASKS:
        raise Refusal("too_many_tasks", f"A project has at most {MOST_TASKS} tasks.", field="title")


def _lock(task: Task, version: int | None) -> tuple[Project, Task]:
    project = lock_current(task.project)
    current: Task = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    refuse_stale_part(current, version)
    return project, current
