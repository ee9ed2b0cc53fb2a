from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase

from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.projects.frame import load_open
from clientele.desk.projects.picking import Picker, picker_for
from clientele.desk.projects.saving import save_project
from clientele.desk.projects.setup import BY_NAME, LABELS, BasicsForm, Step, WorkForm, beside
from clientele.kit.refusals import Refusal
from clientele.projects import policy
from clientele.projects.choices import ProjectStatus
from clientele.projects.models import Project, Template
from clientele.projects.operations import create_project, set_up_project, start_project
from clientele.projects.queries import codes_of, tasks_of, templates_for
from clientele.ui.http import READS, allow, go_to, posted, refuse, show, status_of
from clientele.ui.jinja import address


@action
def project_new(request: MemberRequest) -> HttpResponseBase:
    allow(policy.may_create(request.member))
    template, picker = _template(request), picker_for(request)
    if request.method in READS or "finding" in request.POST:
        given = request.POST if request.method == "POST" else request.GET
        initial = {name: given[name] for name in BasicsForm.names if given.get(name)}
        return _first(request, BasicsForm(initial=initial), picker, template)
    form = BasicsForm(data=request.POST)
    if not picker.chosen:
        picker.error = "Choose whom the project is for."
    if not form.is_valid() or not picker.chosen:
        return _first(request, form, picker, template, status=422)
    made: dict[str, Any] = {"customer": picker.chosen, "values": form.values, "by": request.member, "at": request.now}
    try:
        project = start_project(template, **made) if template else create_project(**made)
    except Refusal as refusal:
        if refusal.code in ("customer_inactive", "customer_archived"):
            picker.error = refusal.message
        else:
            refuse(form, refusal)
        return _first(request, form, picker, template, status=refusal.status)
    return go_to(request, address("projects:setup", request.organization.slug, pk=project.pk, step="dates"))


@action
def project_setup(request: MemberRequest, pk: int, step: str) -> HttpResponseBase:
    project = load_open(request, pk)
    if step not in BY_NAME:
        raise Http404
    here = BY_NAME[step]
    if here.form is None:
        return _work(request, project, here)
    saved = save_project(request, project, here.form)
    if saved.record:
        return go_to(request, address("projects:setup", request.organization.slug, pk=pk, step=beside(here, 1)))
    context = {"form": saved.form, "collision": saved.collision}
    return _show(request, project, here, context, saved.status)


def _work(request: MemberRequest, project: Project, step: Step) -> HttpResponseBase:
    templates = list(templates_for(request.member))
    form = WorkForm(posted(request), templates=templates)
    if form.is_valid():
        try:
            _fill(request, project, form)
        except Refusal as refusal:
            refuse(form, form.in_its_fields(refusal))
        else:
            return go_to(request, address("projects:detail", request.organization.slug, pk=project.pk))
    context = {"form": form, "collision": None, "tasks": tasks_of(project), "codes": codes_of(project)}
    return _show(request, project, step, context, status_of(form))


def _fill(request: MemberRequest, project: Project, form: WorkForm) -> None:
    """Take over the template, then what was typed, and start the work where that was asked for."""
    done = set_up_project(
        project,
        template=form.template,
        tasks=form.lines("tasks"),
        billing_codes=form.lines("codes"),
        start="start" in request.POST,
        by=request.member,
        at=request.now,
    )
    is_started = done.status == ProjectStatus.ACTIVE and project.status == ProjectStatus.DRAFT
    messages.success(request, f"{project.name} is {'Active' if is_started else 'saved'}.")


def _template(request: MemberRequest) -> Template | None:
    given = request.POST if request.method == "POST" else request.GET
    pk = read_id(given.get("template"))
    template = templates_for(request.member).filter(pk=pk).first() if pk else None
    if pk and template is None:
        raise Http404
    return template


def _first(
    request: MemberRequest, form: BasicsForm, picker: Picker, template: Template | None, status: int = 200
) -> HttpResponseBase:
    templates = [("", "None"), *templates_for(request.member).values_list("pk", "name")]
    context = {
        "form": form,
        "choosing": picker,
        "labels": LABELS,
        "templates": templates,
        "template": template.pk if template else "",
    }
    return show(request, "desk/projects/new.html", context, status=status)


def _show(
    request: MemberRequest, project: Project, step: Step, context: dict[str, Any], status: int
) -> HttpResponseBase:
    around = {"project": project, "step": step, "labels": LABELS, "before": beside(step, -1), "after": beside(step, 1)}
    return show(request, "desk/projects/setup.html", around | context, status=status)
