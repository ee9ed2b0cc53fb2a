"""How invoices and credit notes are numbered."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from clientele.billing.operations import set_numbering
from clientele.billing.policy import may_number
from clientele.billing.queries import numbering_of, numbering_version
from clientele.desk.access import MemberRequest, action
from clientele.desk.settings.access import show_section
from clientele.desk.settings.numbering import FIELDS, TOKENS, NumberingForm, ahead
from clientele.desk.versions import refuse_edit
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, allow, go_to
from clientele.ui.jinja import address


@action
def settings_invoices(request: MemberRequest) -> HttpResponse:
    allow(may_number(request.member))
    if request.method in READS:
        return _show(request, NumberingForm.of(numbering_of(request.organization)))
    form = NumberingForm(request.POST)
    if "preview" in request.POST or not form.is_valid():
        return _show(request, form, status=200 if "preview" in request.POST else 422)
    typed = {field: form.cleaned_data[field] for field in FIELDS}
    given: dict[str, Any] = {"version": form.version_read, "by": request.member, "at": request.now}
    try:
        set_numbering(request.organization, changes=typed, **given)
    except Refusal as refusal:
        theirs = refuse_edit(form, refusal, version_of=numbering_version)
        return _show(request, form, theirs=theirs, status=refusal.status)
    messages.success(request, "The settings are saved.")
    return go_to(request, address("settings:invoices", request.organization.slug))


def _show(request: MemberRequest, form: NumberingForm, *, theirs: Any = None, status: int = 200) -> HttpResponse:
    typed = {field: form.data.get(field, "") for field in FIELDS} if form.is_bound else None
    upcoming = ahead(request, numbering_of(request.organization), typed)
    context = {"form": form, "upcoming": upcoming, "tokens": TOKENS, "theirs": theirs}
    return show_section(request, "invoices.html", context, status=status)
