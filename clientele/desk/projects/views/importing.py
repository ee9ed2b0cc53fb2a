from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase

from clientele.desk.access import MemberRequest, action
from clientele.desk.exchange.forms import FileForm
from clientele.exchange.choices import MOST_PROJECTS, PROJECT_TARGETS
from clientele.exchange.operations import import_projects
from clientele.kit.numbers import counted
from clientele.kit.refusals import Refusal
from clientele.projects import policy
from clientele.ui.http import READS, allow, go_to, refuse, show
from clientele.ui.jinja import address

SHOWN = 100


@action
def project_import(request: MemberRequest) -> HttpResponseBase:
    allow(policy.may_import(request.member))
    context: dict[str, Any] = {"targets": PROJECT_TARGETS, "most": MOST_PROJECTS, "done": None, "shown": SHOWN}
    if request.method in READS:
        return show(request, "desk/projects/import.html", context | {"form": FileForm()})
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file, only_good_rows = form.cleaned_data["file"], "only_good_rows" in request.POST
        try:
            done = import_projects(
                file, name=file.name, by=request.member, at=request.now, only_good_rows=only_good_rows
            )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            if not done.refusals:
                created, updated = counted(done.created, "project"), counted(done.updated, "project")
                messages.success(request, f"{created} created, {updated} updated.")
                return go_to(request, address("projects:list", request.organization.slug))
            context["done"] = done
    status = 200 if context["done"] and context["done"].is_kept else 422
    return show(request, "desk/projects/import.html", context | {"form": form}, status=status)
