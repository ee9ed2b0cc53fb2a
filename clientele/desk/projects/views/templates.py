from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase

from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.record.notes import read_id
from clientele.desk.projects.frame import load_editable
from clientele.desk.projects.parts import TemplateForm
from clientele.desk.projects.template_fields import TemplateFields, codes_in_words
from clientele.desk.saving import save
from clientele.projects import policy
from clientele.projects.models import Template
from clientele.projects.operations import delete_template, save_as_template, update_template
from clientele.projects.queries import templates_for
from clientele.ui.http import READS, allow, go_to, posted, refusals_in, show, show_form
from clientele.ui.jinja import address


@page
def template_list(request: MemberRequest) -> HttpResponseBase:
    allow(policy.may_create(request.member))
    return show(request, "desk/projects/templates.html", {"templates": list(templates_for(request.member))})


@page
def template_detail(request: MemberRequest, template: int) -> HttpResponseBase:
    found = load_template(request, template)
    context = {"template": found, "codes": codes_in_words(found)}
    return show(request, "desk/projects/templates/detail.html", context)


@action
def template_edit(request: MemberRequest, template: int) -> HttpResponseBase:
    found = load_template(request, template)

    def make(data: Any) -> TemplateFields:
        return TemplateFields(found, data)

    def update(values: dict[str, Any], version: int | None) -> Template:
        return update_template(found, changes=values, version=version, by=request.member, at=request.now)

    saved = save(posted(request), found, make, update)
    if saved.record:
        return to_template(request, found, "Changes saved.")
    context = {"template": found, "form": saved.form, "collision": saved.collision}
    return show(request, "desk/projects/templates/edit.html", context, status=saved.status)


@action
def template_deletion(request: MemberRequest, template: int) -> HttpResponseBase:
    found = load_template(request, template)
    if request.method in READS:
        return show(request, "desk/projects/template_deletion.html", {"template": found})
    delete_template(found, version=read_id(request.POST.get("version")), by=request.member, at=request.now)
    messages.success(request, f"The template {found.name} was deleted.")
    return go_to(request, address("projects:templates", request.organization.slug))


@action
def project_template(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = load_editable(request, pk)
    form = TemplateForm(posted(request), initial={"name": project.name})
    if form.is_valid():
        with refusals_in(form):
            template = save_as_template(project, name=form.cleaned_data["name"], by=request.member, at=request.now)
            messages.success(request, f"The template {template.name} was saved.")
            return go_to(request, address("projects:templates", request.organization.slug))
    return show_form(request, "desk/projects/template.html", form, {"project": project})


def load_template(request: MemberRequest, pk: int) -> Template:
    """The template of an address for those who may change it, or 404."""
    allow(policy.may_create(request.member))
    found = templates_for(request.member).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def to_template(request: MemberRequest, template: Template, message: str) -> HttpResponseBase:
    """Back to a template that was changed."""
    messages.success(request, message)
    return go_to(request, address("projects:template_detail", request.organization.slug, template=template.pk))
