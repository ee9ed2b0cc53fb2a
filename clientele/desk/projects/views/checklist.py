from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseNotAllowed

from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.projects.frame import load_editable
from clientele.desk.projects.overview import tasks_shown
from clientele.desk.projects.parts import TaskForm
from clientele.desk.saving import save
from clientele.kit.refusals import Refusal
from clientele.projects import policy
from clientele.projects.models import Project, Task
from clientele.projects.operations import add_task, place_task, remove_task, set_task_done, update_task
from clientele.projects.queries import tasks_of
from clientele.ui.http import READS, go_to, posted, show
from clientele.ui.jinja import address


@action
def task_new(request: MemberRequest, pk: int) -> HttpResponseBase:
    if request.method in READS:
        return HttpResponseNotAllowed(["POST"])
    project = load_editable(request, pk)
    form = TaskForm(request.POST)
    if form.is_valid():
        try:
            add_task(project, title=form.cleaned_data["title"], by=request.member, at=request.now)
        except Refusal as refusal:
            if refusal.status != 422:
                raise
            return _answer(request, project, error=refusal.message, title=form.cleaned_data["title"], is_added=True)
    return _answer(request, project, is_added=True)


@action
def task_done(request: MemberRequest, pk: int, task: int) -> HttpResponseBase:
    if request.method in READS:
        return HttpResponseNotAllowed(["POST"])
    project, found = _load(request, pk, task)
    set_task_done(found, done=request.POST.get("done") == "1", by=request.member, at=request.now)
    return _answer(request, project)


@action
def task_place(request: MemberRequest, pk: int, task: int) -> HttpResponseBase:
    if request.method in READS:
        return HttpResponseNotAllowed(["POST"])
    project, found = _load(request, pk, task)
    tasks = [one.pk for one in tasks_of(project)]
    step = -1 if request.POST.get("way") == "up" else 1
    place_task(found, to=tasks.index(found.pk) + step, by=request.member, at=request.now)
    return _answer(request, project)


@action
def task_edit(request: MemberRequest, pk: int, task: int) -> HttpResponseBase:
    project, found = _load(request, pk, task)

    def make(data: Any) -> TaskForm:
        return TaskForm(data, task=found)

    def update(values: dict[str, Any], version: int | None) -> Task:
        return update_task(found, title=values["title"], version=version, by=request.member, at=request.now)

    saved = save(posted(request), found, make, update)
    if saved.record:
        messages.success(request, "Task saved.")
        return _to(request, project)
    context = {"project": project, "task": found, "form": saved.form, "collision": saved.collision}
    return show(request, "desk/projects/task.html", context, status=saved.status)


@action
def task_remove(request: MemberRequest, pk: int, task: int) -> HttpResponseBase:
    project, found = _load(request, pk, task)
    if request.method in READS:
        return show(request, "desk/projects/task_remove.html", {"project": project, "task": found})
    remove_task(found, version=read_id(request.POST.get("version")), by=request.member, at=request.now)
    messages.success(request, f"The task {found.title} was removed.")
    return _to(request, project)


def _load(request: MemberRequest, pk: int, task: int) -> tuple[Project, Task]:
    project = load_editable(request, pk)
    found = next((one for one in tasks_of(project) if one.pk == task), None)
    if found is None:
        raise Http404
    return project, found


def _answer(
    request: MemberRequest, project: Project, *, error: str = "", title: str = "", is_added: bool = False
) -> HttpResponseBase:
    """The card with its tasks as they are now; without a script, the page of the project."""
    if request.headers.get("HX-Request") != "true" and not error:
        return _to(request, project)
    context = tasks_shown(request, project) | {
        "project": project,
        "may_edit": policy.may_edit(request.member, project),
        "task_error": error,
        "task_title": title,
        "is_added": is_added,
    }
    return show(request, "desk/projects/tasks.html", context, status=422 if error else 200)


def _to(request: MemberRequest, project: Project) -> HttpResponseBase:
    return go_to(request, address("projects:detail", request.organization.slug, pk=project.pk))
