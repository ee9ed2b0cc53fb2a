from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase

from clientele.accounts.models import Member
from clientele.accounts.queries import active_members
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.projects.frame import load_editable
from clientele.desk.projects.parts import PersonForm
from clientele.desk.saving import save
from clientele.projects import policy
from clientele.projects.models import Project, ProjectMember
from clientele.projects.operations import add_project_member, remove_project_member, update_project_member
from clientele.projects.queries import people_on
from clientele.ui.http import READS, go_to, posted, refusals_in, show, show_form
from clientele.ui.jinja import address


@action
def person_new(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = load_editable(request, pk)
    offered, rates = _others(project), policy.may_manage_rates(request.member)
    form = PersonForm(posted(request), offered=offered, rates=rates)
    if form.is_valid():
        with refusals_in(form):
            place = add_project_member(
                project, member=form.person, values=form.values, by=request.member, at=request.now
            )
            return _back(request, project, f"{place.member.name} is on the project.")
    context = {"project": project, "place": None, "collision": None}
    return show_form(request, "desk/projects/person.html", form, context)


@action
def person_edit(request: MemberRequest, pk: int, place: int) -> HttpResponseBase:
    project, found = _load(request, pk, place)
    rates = policy.may_manage_rates(request.member)

    def make(data: Any) -> PersonForm:
        return PersonForm(data, place=found, rates=rates)

    def update(values: dict[str, Any], version: int | None) -> ProjectMember:
        return update_project_member(found, changes=values, version=version, by=request.member, at=request.now)

    saved = save(posted(request), found, make, update)
    if saved.record:
        return _back(request, project, f"{found.member.name} saved.")
    context = {"project": project, "place": found, "form": saved.form, "collision": saved.collision}
    return show(request, "desk/projects/person.html", context, status=saved.status)


@action
def person_remove(request: MemberRequest, pk: int, place: int) -> HttpResponseBase:
    project, found = _load(request, pk, place)
    if request.method in READS:
        return show(request, "desk/projects/person_remove.html", {"project": project, "place": found})
    version = read_id(request.POST.get("version"))
    remove_project_member(found, version=version, by=request.member, at=request.now)
    return _back(request, project, f"{found.member.name} was taken off the project.")


def _others(project: Project) -> list[Member]:
    there = {place.member_id for place in people_on(project)}
    return [member for member in active_members() if member.pk not in there]


def _load(request: MemberRequest, pk: int, place: int) -> tuple[Project, ProjectMember]:
    project = load_editable(request, pk)
    found = next((one for one in people_on(project) if one.pk == place), None)
    if found is None:
        raise Http404
    return project, found


def _back(request: MemberRequest, project: Project, message: str) -> HttpResponseBase:
    messages.success(request, message)
    return go_to(request, address("projects:detail", request.organization.slug, pk=project.pk))
