from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase

from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.projects.frame import load_editable
from clientele.desk.projects.parts import CodeForm
from clientele.desk.saving import save
from clientele.projects.models import BillingCode, Project
from clientele.projects.operations import add_billing_code, remove_billing_code, update_billing_code
from clientele.projects.queries import codes_of
from clientele.ui.http import READS, go_to, posted, refusals_in, show, show_form
from clientele.ui.jinja import address


@action
def code_new(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = load_editable(request, pk)
    form = CodeForm(posted(request))
    if form.is_valid():
        with refusals_in(form):
            code = add_billing_code(project, values=form.values, by=request.member, at=request.now)
            return _back(request, project, f"{code.name} was added.")
    context = {"project": project, "code": None, "collision": None}
    return show_form(request, "desk/projects/code.html", form, context)


@action
def code_edit(request: MemberRequest, pk: int, code: int) -> HttpResponseBase:
    project, found = _load(request, pk, code)

    def make(data: Any) -> CodeForm:
        return CodeForm(data, code=found)

    def update(values: dict[str, Any], version: int | None) -> BillingCode:
        return update_billing_code(found, changes=values, version=version, by=request.member, at=request.now)

    saved = save(posted(request), found, make, update)
    if saved.record:
        return _back(request, project, "Billing code saved.")
    context = {"project": project, "code": found, "form": saved.form, "collision": saved.collision}
    return show(request, "desk/projects/code.html", context, status=saved.status)


@action
def code_remove(request: MemberRequest, pk: int, code: int) -> HttpResponseBase:
    project, found = _load(request, pk, code)
    if request.method in READS:
        return show(request, "desk/projects/code_remove.html", {"project": project, "code": found})
    version = read_id(request.POST.get("version"))
    remove_billing_code(found, version=version, by=request.member, at=request.now)
    return _back(request, project, f"{found.name} was removed.")


def _load(request: MemberRequest, pk: int, code: int) -> tuple[Project, BillingCode]:
    project = load_editable(request, pk)
    found = next((one for one in codes_of(project) if one.pk == code), None)
    if found is None:
        raise Http404
    return project, found


def _back(request: MemberRequest, project: Project, message: str) -> HttpResponseBase:
    messages.success(request, message)
    return go_to(request, address("projects:detail", request.organization.slug, pk=project.pk))
