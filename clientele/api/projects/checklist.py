"""Tasks: the things to do on a project, in their order."""

from typing import Annotated, Any

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.projects.routes import PART_CODES
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Input, Moment, Paging, Record
from clientele.api.spent import the_project
from clientele.projects import operations, policy
from clientele.projects.choices import MOST_TASKS
from clientele.projects.models import Task
from clientele.projects.queries import tasks_in


class TaskInput(Input):
    """A new task, below the others."""

    title: str = Field(min_length=1, max_length=200, examples=["Order the boiler"])


class TaskChange(Change):
    """Changes to a task."""

    title: str = Field("", min_length=1, max_length=200, examples=["Order the boiler"])
    done: bool = Field(False, strict=True, description="True ticks it off, false takes it up again.")
    position: int = Field(
        0, strict=True, ge=0, le=MOST_TASKS, description="Its place, from 0; past the end is the end."
    )


class TaskOutput(Record):
    """A thing to do on a project."""

    project: int = Field(examples=[42])
    title: str = Field(examples=["Order the boiler"])
    position: int = Field(description="Its place, from 0; it moves with the others without a version.", examples=[0])
    done: bool = Field(examples=[True])
    done_at: Moment | None = Field(examples=["2026-11-22T12:00:00Z"])
    done_by: int | None = Field(description="The member who ticked it off.", examples=[7])


def show_task(task: Task) -> TaskOutput:
    """A task as it is answered."""
    return TaskOutput(
        id=task.pk,
        version=task.version,
        project=task.project_id,
        title=task.title,
        position=task.position,
        done=task.is_done,
        done_at=task.done_at,
        done_by=task.done_by_id,
    )


tasks = Resource(
    "Project tasks", "The things to do on a project, in their order.", show=show_task, feature=Feature.PROJECTS
)


@tasks.lists("/projects/{int:id}/tasks", TaskOutput, may=policy.may_view, refers=True)
def list_tasks(request: ApiRequest, id: int, filters: Annotated[Paging, Query()]) -> Any:
    """List the tasks of a project"""
    rows = tasks_in(the_project(request.member, id))
    return listed(page_for(rows, filters), lambda page: [show_task(task) for task in page])


@tasks.creates("/projects/{int:id}/tasks", TaskOutput, may=policy.may_create, refuses=(*PART_CODES, "too_many_tasks"))
def create_task(request: ApiRequest, id: int, body: TaskInput) -> TaskOutput:
    """Add a task to a project"""
    project = the_project(request.member, id)
    return show_task(operations.add_task(project, title=body.title, by=request.member, at=request.now))


@tasks.reads("/projects/{int:id}/tasks/{int:task}", TaskOutput, may=policy.may_view)
def read_task(request: ApiRequest, id: int, task: int) -> TaskOutput:
    """Read a task"""
    return show_task(_task(request, id, task))


@tasks.changes("/projects/{int:id}/tasks/{int:task}", TaskOutput, may=policy.may_create, refuses=PART_CODES)
def update_task(request: ApiRequest, id: int, task: int, body: TaskChange) -> TaskOutput:
    """Change a task, tick it off, or put it in another place"""
    revised = operations.revise_task(
        _task(request, id, task),
        changes=body.given(),
        version=wanted_version(request),
        by=request.member,
        at=request.now,
    )
    return show_task(revised)


@tasks.deletes("/projects/{int:id}/tasks/{int:task}", may=policy.may_create, refuses=PART_CODES)
def delete_task(request: ApiRequest, id: int, task: int) -> None:
    """Remove a task"""
    version = wanted_version(request)
    operations.remove_task(_task(request, id, task), version=version, by=request.member, at=request.now)


def _task(request: ApiRequest, project: int, pk: int) -> Task:
    return found(tasks_in(the_project(request.member, project)), pk)
