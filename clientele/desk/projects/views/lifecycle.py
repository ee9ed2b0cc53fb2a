from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseNotAllowed

from clientele.billing.queries import invoices_to_move
from clientele.customers.queries import customer_for
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.record.notes import read_id
from clientele.desk.projects.frame import load, load_editable
from clientele.desk.projects.picking import picker_for
from clientele.kit.refusals import Refusal
from clientele.projects import policy
from clientele.projects.models import Project
from clientele.projects.operations import change_status, delete_project, move_project, set_favourite
from clientele.ui.http import READS, allow, go_to, show
from clientele.ui.jinja import address


@action
def project_status(request: MemberRequest, pk: int) -> HttpResponseBase:
    if request.method in READS:
        return HttpResponseNotAllowed(["POST"])
    project = load_editable(request, pk)
    project = change_status(project, to=request.POST.get("to", ""), by=request.member, at=request.now)
    messages.success(request, f"{project.name} is {project.get_status_display()}.")
    return _to(request, project)


@action
def project_favourite(request: MemberRequest, pk: int) -> HttpResponseBase:
    if request.method in READS:
        return HttpResponseNotAllowed(["POST"])
    project = load(request, pk)
    wanted = request.POST.get("wanted") == "1"
    set_favourite(project, wanted=wanted, by=request.member)
    if request.headers.get("HX-Request") == "true":
        return show(request, "desk/projects/star.html", {"project": project, "is_favourite": wanted})
    return _to(request, project)


@action
def project_move(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = load_editable(request, pk)
    picker = picker_for(request, inactive=True, besides=project.customer)
    context: dict[str, Any] = {"project": project, "choosing": picker, "needs_confirm": False}
    context["invoices"] = invoices_to_move(request.member, project)
    if request.method in READS or "finding" in request.POST:
        return show(request, "desk/projects/move.html", context)
    if picker.chosen is None:
        picker.error = "Choose where the project goes."
        return show(request, "desk/projects/move.html", context, status=422)
    target, confirm = picker.chosen, request.POST.get("confirm") == "1"
    version = read_id(request.POST.get("version"))
    try:
        move_project(project, to=target, confirm=confirm, version=version, by=request.member, at=request.now)
    except Refusal as refusal:
        if not refusal.errors:
            raise
        picker.error = refusal.message
        context["needs_confirm"] = refusal.code == "customer_inactive"
        return show(request, "desk/projects/move.html", context, status=refusal.status)
    messages.success(request, f"{project.name} moved to {target.name}.")
    return _to(request, project)


@action
def project_deletion(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = load_editable(request, pk)
    if request.method in READS:
        return show(request, "desk/projects/deletion.html", {"project": project})
    version = read_id(request.POST.get("version"))
    delete_project(project, version=version, by=request.member, at=request.now)
    messages.success(request, f"{project.name} was deleted.")
    return go_to(request, address("projects:list", request.organization.slug))


@page
def project_customers(request: MemberRequest) -> HttpResponseBase:
    """Who a picker offers, while one types."""
    allow(policy.may_create(request.member))
    inactive = request.GET.get("inactive") == "1"
    besides = read_id(request.GET.get("besides"))
    picker = picker_for(request, inactive=inactive, besides=customer_for(request.member, besides) if besides else None)
    return show(request, "desk/projects/picker_options.html", {"choosing": picker})


def _to(request: MemberRequest, project: Project) -> HttpResponseBase:
    return go_to(request, address("projects:detail", request.organization.slug, pk=project.pk))
