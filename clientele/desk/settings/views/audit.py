"""The organisation's whole trail, for those who may read it."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpResponse

from clientele.accounts.policy import may_view_audit
from clientele.accounts.queries import members, page_of_audit
from clientele.customers.choices import FIELD_WORDS, in_words
from clientele.desk.access import MemberRequest, page
from clientele.desk.settings.access import show_section
from clientele.desk.settings.forms import AuditForm
from clientele.trail.models import Entry
from clientele.trail.sentences import told
from clientele.ui.http import allow

SIZE = 50
#: What the sentence itself or its moment says already.
TOLD = ("archived_at", "merged_into")


@page
def settings_audit(request: MemberRequest) -> HttpResponse:
    allow(may_view_audit(request.member))
    form = AuditForm([(member.pk, member.name) for member in members()], request.GET)
    if set(request.GET) - set(form.fields) or not form.is_valid():
        raise BadRequest("unknown filter")
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    entries, is_more = page_of_audit(**form.wanted, size=SIZE)
    older = "?" + urlencode(wanted | {"before": entries[-1].pk}) if is_more else ""
    newest = "?" + urlencode({name: value for name, value in wanted.items() if name != "before"})
    context = {
        "form": form,
        "lines": [(entry, told(entry), _changes(entry)) for entry in entries],
        "older": older,
        "newest": newest if "before" in wanted else "",
        "is_narrowed": bool(wanted.keys() - {"before"}),
    }
    return show_section(request, "audit.html", context)


def _changes(entry: Entry) -> list[dict[str, str]]:
    return [
        {
            "label": FIELD_WORDS.get(field, field.replace("_", " ")).capitalize(),
            "before": _text(entry, field, before),
            "after": _text(entry, field, after),
        }
        for field, (before, after) in entry.changes.items()
        if field not in TOLD
    ]


def _text(entry: Entry, field: str, value: Any) -> str:
    return in_words(field, value, of="customer" if field == "payment_terms" else entry.subject_kind)
