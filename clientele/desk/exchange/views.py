from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from clientele.desk.access import MemberRequest, action, page
from clientele.desk.exchange import shown as look
from clientele.desk.exchange.download import as_csv
from clientele.desk.exchange.forms import FileForm, MatchingForm, ReadingForm, RunForm
from clientele.exchange import policy
from clientele.exchange.choices import ImportMode, ImportStatus
from clientele.exchange.models import Import
from clientele.exchange.operations import (
    cancel_import,
    change_import,
    choose_file,
    discard_import,
    read_import_as,
    start_import,
)
from clientele.exchange.queries import imports_for, refused_rows
from clientele.kit.paging import page_of
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, allow, go_to, posted, refusals_in, show, show_form, status_of
from clientele.ui.jinja import address

EARLIER = 10


@action
def import_new(request: MemberRequest) -> HttpResponse:
    allow(policy.may_import(request.member))
    form = FileForm(posted(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_in(form):
            batch = choose_file(file, name=file.name, by=request.member, at=request.now)
            return go_to(request, _url(request, batch))
    earlier = page_of(imports_for(request.member), number=_page_number(request), size=EARLIER)
    return show_form(request, "desk/exchange/new.html", form, {"earlier": earlier})


@page
def import_detail(request: MemberRequest, pk: int) -> HttpResponse:
    batch = _load(request, pk)
    is_part = request.headers.get("HX-Request") == "true"
    if is_part and request.headers.get("HX-Target", "").endswith("import_progress") and not batch.is_busy:
        return go_to(request, _url(request, batch))
    template = "match.html" if batch.is_open or not batch.started_at else "outcome.html"
    return _show(request, batch, template)


@action
def import_matching(request: MemberRequest, pk: int) -> HttpResponse:
    batch = _load(request, pk)
    if request.method in READS:
        return go_to(request, _url(request, batch))
    form = MatchingForm(request.POST, batch=batch)
    if not form.is_valid():
        raise Refusal("validation_error", "Choose a field for every column.", field="mapping")
    updates = form.cleaned_data["updates_existing"]
    batch = change_import(batch, mapping=form.mapping, updates_existing=updates)
    if request.headers.get("HX-Request") == "true":
        return _show(request, batch, "match.html")
    return go_to(request, _url(request, batch))


@action
def import_reading(request: MemberRequest, pk: int) -> HttpResponse:
    batch = _load(request, pk)
    form = ReadingForm(posted(request), batch=batch)
    if form.is_valid():
        with refusals_in(form):
            read_import_as(batch, **form.cleaned_data)
            return go_to(request, _url(request, batch))
    return _show(request, batch, "match.html", reading=form, status=status_of(form))


@action
def import_run(request: MemberRequest, pk: int) -> HttpResponse:
    batch = _load(request, pk)
    if request.method in READS:
        return go_to(request, _url(request, batch))
    form = RunForm(request.POST)
    mode = form.cleaned_data["mode"] if form.is_valid() else ImportMode.GOOD_ROWS
    try:
        start_import(batch, mode=mode, at=request.now)
    except Refusal as refusal:
        return _show(request, batch, "match.html", problem=refusal.message, mode=mode, status=refusal.status)
    return go_to(request, _url(request, batch))


@action
def import_cancellation(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(request, pk, lambda batch: cancel_import(batch, at=request.now), "The import is stopped.")


@action
def import_discarding(request: MemberRequest, pk: int) -> HttpResponse:
    batch = _load(request, pk)
    if request.method in READS:
        return go_to(request, _url(request, batch))
    discard_import(batch)
    messages.success(request, "Nothing was imported.")
    return go_to(request, address("customers:list", request.organization.slug))


@page
def import_refused(request: MemberRequest, pk: int) -> StreamingHttpResponse:
    batch = _load(request, pk)

    def rows() -> Iterator[list[str]]:
        yield from refused_rows(batch)

    return as_csv(rows(), f"{batch.name.rpartition('.')[0] or batch.name} refused.csv", request.organization)


def _do(request: MemberRequest, pk: int, deed: Callable[[Import], object], said: str) -> HttpResponse:
    batch = _load(request, pk)
    if request.method not in READS:
        deed(batch)
        messages.success(request, said)
    return go_to(request, _url(request, batch))


def _show(
    request: MemberRequest,
    batch: Import,
    template: str,
    *,
    reading: ReadingForm | None = None,
    problem: str = "",
    mode: str = "",
    status: int = 200,
) -> HttpResponse:
    outcome = look.shown_outcome(batch, request.GET)
    context: dict[str, Any] = {
        "batch": batch,
        "is_part": request.headers.get("HX-Request") == "true",
        "columns": look.matched_columns(batch),
        "groups": look.field_groups(request.organization.words),
        "read_as": look.read_as(batch),
        "is_named": look.is_named(batch),
        "reading": reading or ReadingForm(batch=batch),
        "modes": ImportMode.choices,
        "mode": mode or batch.mode,
        "problem": problem,
        "outcome": outcome,
        "figures_shown": look.figures_of(batch, outcome),
        "first_rows": look.first_rows(batch),
        "states": ImportStatus,
        "words": request.organization.words,
        **look.rows_of(batch, outcome, request.GET),
    }
    return show(request, f"desk/exchange/{template}", context, status=status)


def _load(request: MemberRequest, pk: int) -> Import:
    allow(policy.may_import(request.member))
    found: Import = get_object_or_404(imports_for(request.member), pk=pk)
    return found


def _url(request: MemberRequest, batch: Import) -> str:
    return address("imports:detail", request.organization.slug, pk=batch.pk)


def _page_number(request: MemberRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, min(int(text), 100_000)) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
