from django.contrib import messages
from django.http import HttpResponseBase

from clientele.desk.access import MemberRequest, action
from clientele.desk.projects.forms import ProjectForm
from clientele.desk.projects.frame import load_open
from clientele.desk.projects.saving import save_project
from clientele.ui.http import go_to, show
from clientele.ui.jinja import address


@action
def project_edit(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = load_open(request, pk)
    saved = save_project(request, project, ProjectForm)
    if saved.record:
        messages.success(request, "Changes saved.")
        return go_to(request, address("projects:detail", request.organization.slug, pk=pk))
    context = {"project": project, "form": saved.form, "collision": saved.collision, "existing": saved.existing}
    return show(request, "desk/projects/edit.html", context, status=saved.status)
