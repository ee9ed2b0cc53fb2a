from django.http import Http404, HttpResponseBase

from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.projects.parts import CodeForm
from clientele.desk.projects.template_fields import Code, codes_in_words, named, with_code, without_code
from clientele.desk.projects.views.templates import load_template, to_template
from clientele.desk.versions import refuse_edit
from clientele.kit.numbers import plain_number
from clientele.kit.refusals import Refusal
from clientele.projects.models import Template
from clientele.projects.operations import update_template
from clientele.ui.http import READS, show


@action
def template_code_new(request: MemberRequest, template: int) -> HttpResponseBase:
    return _written(request, load_template(request, template), None)


@action
def template_code_edit(request: MemberRequest, template: int, nth: int) -> HttpResponseBase:
    found = load_template(request, template)
    return _written(request, found, _code_at(found, nth) if request.method in READS else None, nth)


@action
def template_code_remove(request: MemberRequest, template: int, nth: int) -> HttpResponseBase:
    found = load_template(request, template)
    if request.method in READS:
        context = {"template": found, "code": _code_at(found, nth)}
        return show(request, "desk/projects/templates/code_remove.html", context)
    update_template(
        found,
        changes={"billing_codes": without_code(found, nth)},
        version=read_id(request.POST.get("version")),
        by=request.member,
        at=request.now,
    )
    return to_template(request, found, "Billing code removed.")


def _written(request: MemberRequest, template: Template, code: Code | None, nth: int = 0) -> HttpResponseBase:
    """The form of a code, new or at a place; what is posted is known by the name that the code had."""
    was, status, theirs = code.name if code else "", 200, None
    form = _form_of(template, code)
    if request.method not in READS:
        form, was, status = CodeForm(request.POST), request.POST.get("was", ""), 422
        if form.is_valid():
            try:
                update_template(
                    template,
                    changes={"billing_codes": with_code(template, was, form.values)},
                    version=form.version_read,
                    by=request.member,
                    at=request.now,
                )
            except Refusal as refusal:
                status, theirs = refusal.status, refuse_edit(form, refusal)
            else:
                return to_template(request, template, "Billing code saved." if was else "Billing code added.")
    context = {
        "template": template,
        "form": form,
        "was": was,
        "nth": nth,
        "is_changed": theirs is not None,
        "now": named(theirs, was) if theirs and was else None,
    }
    return show(request, "desk/projects/templates/code.html", context, status=status)


def _form_of(template: Template, code: Code | None) -> CodeForm:
    form = CodeForm()
    form.initial["version"] = template.version
    if code:
        rate = "" if code.hourly_rate is None else plain_number(code.hourly_rate)
        form.initial.update({"name": code.name, "hourly_rate": rate, "is_billable": code.is_billable})
    return form


def _code_at(template: Template, nth: int) -> Code:
    found = next((code for code in codes_in_words(template) if code.place == nth), None)
    if found is None:
        raise Http404
    return found
