from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponseBase

from clientele.customers import policy
from clientele.customers.choices import LOG_KINDS, NoteKind
from clientele.customers.models import Customer, Note
from clientele.customers.operations import add_note, delete_note, edit_note
from clientele.customers.queries import log_of
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.record.frame import frame, load, load_current
from clientele.desk.customers.record.notes import changeable, load_note, read_id
from clientele.desk.customers.record.versions import versions_of
from clientele.desk.customers.record.writing import NoteForm
from clientele.desk.once import act_once
from clientele.desk.saving import save
from clientele.kit.paging import page_of
from clientele.ui.http import READS, allow, go_to, posted, refusals_in, show, status_of
from clientele.ui.jinja import address

PAGE_SIZE = 20


@action
def customer_notes(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = load(request, pk) if request.method in READS else load_current(request, pk)
    allow(policy.may_read_notes(request.member))
    form = NoteForm(customer, posted(request))
    allow(not form.is_bound or policy.may_write_note(request.member, customer))
    if form.is_valid():
        with refusals_in(form):
            act_once(request, lambda: add_note(customer, **form.values, by=request.member, at=request.now))
            if request.headers.get("HX-Request") != "true":
                return go_to(request, address("customers:notes", request.organization.slug, pk=pk))
            form = NoteForm(customer)
    context = frame(request, customer, "customers:notes", form=form)
    context |= _log(request, customer, context["note_counts"])
    return show(request, "desk/customers/notes.html", context, status=status_of(form))


@action
def note_edit(request: MemberRequest, pk: int, note: int) -> HttpResponseBase:
    customer = load_current(request, pk)
    entry = load_note(request, customer, note)
    allow(policy.may_change_note(request.member, entry))

    def make(data: Any) -> NoteForm:
        return NoteForm(customer, data, entry=entry)

    def update(values: dict[str, Any], version: int | None) -> Note:
        return edit_note(entry, **values, version=version, by=request.member, at=request.now)

    saved = save(posted(request), entry, make, update)
    if saved.record:
        messages.success(request, "Note saved.")
        return go_to(request, _place_of(request, customer, entry.kind))
    context = {"customer": customer, "entry": entry, "form": saved.form, "collision": saved.collision}
    return show(request, "desk/customers/note_edit.html", context, status=saved.status)


@action
def note_delete(request: MemberRequest, pk: int, note: int) -> HttpResponseBase:
    customer = load_current(request, pk)
    entry = load_note(request, customer, note)
    allow(policy.may_change_note(request.member, entry))
    if request.method in READS:
        return show(request, "desk/customers/note_delete.html", {"customer": customer, "entry": entry})
    delete_note(entry, version=read_id(request.POST.get("version")), by=request.member, at=request.now)
    messages.success(request, "Comment deleted." if entry.kind == NoteKind.COMMENT else "Note deleted.")
    return go_to(request, _place_of(request, customer, entry.kind))


@page
def note_versions(request: MemberRequest, pk: int, note: int) -> HttpResponseBase:
    customer = load(request, pk)
    entry = load_note(request, customer, note)
    context = {"customer": customer, "entry": entry, "versions": versions_of(entry)}
    return show(request, "desk/customers/note_versions.html", context)


def _log(request: MemberRequest, customer: Customer, counts: dict[str, int]) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    if kind and kind not in LOG_KINDS:
        raise BadRequest(f"“{kind[:80]}” is not a kind of note.")
    number = read_id(request.GET.get("page")) or 1
    total = sum(counts.get(wanted, 0) for wanted in ([kind] if kind else LOG_KINDS))
    log = page_of(log_of(customer, kind), number=min(number, 1_000_000), size=PAGE_SIZE, total=total)
    return {
        "log": log,
        "kind": kind,
        "changeable": changeable(request.member, log.items),
        "may_write": policy.may_write_note(request.member, customer),
    }


def _place_of(request: MemberRequest, customer: Customer, kind: str) -> str:
    view = "customers:detail" if kind == NoteKind.COMMENT else "customers:notes"
    return address(view, request.organization.slug, pk=customer.pk)
