from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import models
from django.http import Http404, HttpResponse

from clientele.desk.access import MemberRequest, action, page
from clientele.desk.time.billed import invoices_of_entries, invoices_of_spent
from clientele.desk.time.forms import RejectionForm
from clientele.desk.time.tabs import tabs_for
from clientele.kit.numbers import counted
from clientele.projects import policy
from clientele.projects.models.time import Spent
from clientele.projects.operations import approve_expenses, approve_time, reject_expenses, reject_time
from clientele.projects.queries import expenses_for, time_for, waiting_expenses, waiting_time
from clientele.ui.http import READS, allow, go_to, posted, refusals_in, show, show_form
from clientele.ui.jinja import address

MOST = 1_000


@dataclass(frozen=True)
class Kind:
    """Time or expenses, as the pages of approval see them."""

    one: str
    many: str
    may: Any
    rows: Any
    invoices: Any
    waiting: Any
    approve: Any
    reject: Any


KINDS = {
    "time": Kind(
        "entry",
        "entries",
        policy.may_approve_time,
        time_for,
        invoices_of_entries,
        waiting_time,
        approve_time,
        reject_time,
    ),
    "expenses": Kind(
        "expense",
        "expenses",
        policy.may_approve_expenses,
        expenses_for,
        invoices_of_spent,
        waiting_expenses,
        approve_expenses,
        reject_expenses,
    ),
}


@page
def approvals(request: MemberRequest) -> HttpResponse:
    """What waits for approval, by person and week."""
    allow(policy.may_approve(request.member))
    kind = _read_kind(request)
    sheets = KINDS[kind].waiting(request.member)
    pills = [
        {"label": name.capitalize(), "url": f"?kind={name}", "current": name == kind}
        for name, each in KINDS.items()
        if each.may(request.member)
    ]
    context = {"tabs_of_time": tabs_for(request), "kind": kind, "pills_of_kinds": pills, "sheets": sheets}
    context["invoices_on"] = KINDS[kind].invoices(request, [row for sheet in sheets for row in sheet.rows])
    return show(request, "desk/time/approvals.html", context)


@action
def approval(request: MemberRequest) -> HttpResponse:
    kind, rows = _chosen(request)
    if request.method in READS:
        return go_to(request, _back(request, kind))
    number = KINDS[kind].approve(rows, by=request.member, at=request.now)
    messages.success(request, f"{counted(number, KINDS[kind].one, KINDS[kind].many)} approved.")
    return go_to(request, _back(request, kind))


@action
def rejection(request: MemberRequest) -> HttpResponse:
    """Asked with nothing but the rows, it asks for the reason."""
    kind, rows = _chosen(request)
    form = RejectionForm(posted(request) if rows and "reason" in request.POST else None)
    if form.is_bound:
        form.is_valid()
        with refusals_in(form):
            reason = form.cleaned_data.get("reason", "")
            number = KINDS[kind].reject(rows, reason=reason, by=request.member, at=request.now)
            messages.success(request, f"{counted(number, KINDS[kind].one, KINDS[kind].many)} rejected.")
            return go_to(request, _back(request, kind))
    context = {"rows": rows, "kind": kind, "words": KINDS[kind]}
    return show_form(request, "desk/time/rejection.html", form, context)


def _read_kind(request: MemberRequest) -> str:
    """The kind asked for, else the first that the member approves."""
    usual = next((name for name, each in KINDS.items() if each.may(request.member)), "")
    kind = request.GET.get("kind") or request.POST.get("kind") or usual
    if kind not in KINDS:
        raise Http404
    allow(KINDS[kind].may(request.member))
    return kind


def _chosen(request: MemberRequest) -> tuple[str, Sequence[Spent]]:
    """The rows that were ticked, or those of the week whose button was pressed; an unknown one leads nowhere (404)."""
    allow(policy.may_approve(request.member))
    kind = _read_kind(request)
    texts = request.POST.get("entries", "").split(",") if "entries" in request.POST else request.POST.getlist("entry")
    keys = {int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19}
    if len(keys) != len({text for text in texts if text}) or len(keys) > MOST:
        raise BadRequest("These entries could not be read.")
    rows: models.QuerySet[Any] = KINDS[kind].rows(request.member).filter(pk__in=keys)
    found = list(rows)
    if len(found) != len(keys):
        raise Http404
    return kind, found


def _back(request: MemberRequest, kind: str) -> str:
    return address("time:approvals", request.organization.slug) + f"?kind={kind}"
