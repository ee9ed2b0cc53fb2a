"""The organisation's whole trail, for those who may read it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpResponse

from clientele.accounts.choices import TERMS, Term
from clientele.accounts.models import Member
from clientele.accounts.policy import may_view_audit
from clientele.accounts.queries import members, page_of_audit
from clientele.customers.choices import FIELD_WORDS, in_words
from clientele.customers.queries import customers_for
from clientele.desk.access import MemberRequest, page
from clientele.desk.settings.access import show_section
from clientele.desk.settings.forms import AuditForm
from clientele.trail.models import Entry
from clientele.trail.sentences import Part, told
from clientele.ui.http import allow

SIZE = 50
#: What the sentence itself or its moment says already.
TOLD = ("archived_at", "merged_into")
TOLD_WHOLE = ("accounts.feature_switched",)


@dataclass(frozen=True)
class Line:
    """An entry as the audit reads it; `of` is whom it was about where the sentence does not say so."""

    entry: Entry
    parts: list[Part]
    changes: list[dict[str, str]]
    of: str = ""
    customer: int | None = None


@page
def settings_audit(request: MemberRequest) -> HttpResponse:
    allow(may_view_audit(request.member))
    form = AuditForm(request.organization, [(member.pk, member.name) for member in members()], request.GET)
    if set(request.GET) - set(form.fields) or not form.is_valid():
        raise BadRequest("unknown filter")
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    entries, is_more = page_of_audit(**form.wanted, size=SIZE)
    older = "?" + urlencode(wanted | {"before": entries[-1].pk}) if is_more else ""
    newest = "?" + urlencode({name: value for name, value in wanted.items() if name != "before"})
    context = {
        "form": form,
        "lines": _lines(entries, request.member),
        "older": older,
        "newest": newest if "before" in wanted else "",
        "is_narrowed": bool(wanted.keys() - {"before"}),
    }
    return show_section(request, "audit.html", context)


def _lines(entries: list[Entry], member: Member) -> list[Line]:
    """Each entry in words, and of which customer it was where its sentence leaves that to the page it is read on."""
    ids = {entry.within_id for entry in entries if entry.within_kind == "customer"}
    names = dict(customers_for(member).filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return [_line(entry, names, member.organization.words.calling) for entry in entries]


def _line(entry: Entry, names: dict[int, str], calling: dict[str, str]) -> Line:
    parts = told(entry, calling=calling)
    customer = entry.within_id if entry.within_kind == "customer" and entry.within_id in names else None
    of = names[customer] if customer else entry.subject_text
    if of in {part.text for part in parts}:
        return Line(entry, parts, _changes(entry))
    return Line(entry, parts, _changes(entry), of=of, customer=customer)


def _changes(entry: Entry) -> list[dict[str, str]]:
    return [
        {
            "label": FIELD_WORDS.get(field, field.replace("_", " ")).capitalize(),
            "before": _text(entry, field, before),
            "after": _text(entry, field, after),
        }
        for field, (before, after) in entry.changes.items()
        if field not in TOLD and entry.name not in TOLD_WHOLE
    ]


def _text(entry: Entry, field: str, value: Any) -> str:
    if field == "term" and value in TERMS:
        return TERMS[Term(value)].many
    return in_words(field, value, of="customer" if field == "payment_terms" else entry.subject_kind)
