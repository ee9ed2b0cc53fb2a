"""From draft to final, and what takes a final invoice back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from clientele.billing.operations import credit_invoice, delete_draft, finalise_invoice, refresh_billing, void_invoice
from clientele.billing.queries import lines_of
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.invoices.forms import ReasonForm
from clientele.desk.invoices.frame import load_editable, url_of
from clientele.kit.numbers import typed_number
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, go_to, posted, refusals_in, show, show_form
from clientele.ui.jinja import address


@action
def invoice_finalising(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    if request.method in READS:
        return show(request, "desk/invoices/finalising.html", {"invoice": invoice})
    final = finalise_invoice(invoice, version=_version(request), by=request.member, at=request.now)
    messages.success(request, f"{final.number} is final.")
    return go_to(request, url_of(request, final))


@action
def invoice_refreshing(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    if request.method in READS:
        return show(request, "desk/invoices/refreshing.html", {"invoice": invoice})
    refresh_billing(invoice, version=_version(request), by=request.member, at=request.now)
    messages.success(request, "The draft has today's billing details.")
    return go_to(request, url_of(request, invoice))


@action
def invoice_deletion(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    if request.method in READS:
        return show(request, "desk/invoices/deletion.html", {"invoice": invoice})
    delete_draft(invoice, version=_version(request), by=request.member, at=request.now)
    messages.success(request, "The draft is deleted.")
    return go_to(request, address("invoices:list", request.organization.slug))


@action
def invoice_void(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    form = ReasonForm(posted(request))
    if form.is_valid():
        with refusals_in(form):
            reason = form.cleaned_data["reason"]
            void_invoice(invoice, reason=reason, version=_version(request), by=request.member, at=request.now)
            messages.success(request, f"{invoice.number} is void.")
            return go_to(request, url_of(request, invoice))
    return show_form(request, "desk/invoices/void.html", form, {"invoice": invoice})


@action
def invoice_credit(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back an invoice whole, or an amount of some of its lines."""
    invoice = load_editable(request, pk)
    lines, told, status = lines_of(invoice), dict[int, str](), 200
    error = ""
    typed = {line.pk: request.POST.get(f"amount_{line.pk}", "") for line in lines}
    if request.method not in READS:
        parts = [{"line": pk, "amount": typed_number(text)} for pk, text in typed.items() if text.strip()]
        chosen = None if request.POST.get("whole") == "1" else parts
        note = request.POST.get("note", "")
        try:
            credit = credit_invoice(
                invoice, lines=chosen, note=note, version=_version(request), by=request.member, at=request.now
            )
        except Refusal as refusal:
            told, status = _beside(refusal, parts), refusal.status
            error = "" if told else refusal.message
        else:
            messages.success(request, f"{credit.number} takes back what you chose of {invoice.number}.")
            return go_to(request, url_of(request, credit))
    context = {"invoice": invoice, "lines": lines, "typed": typed, "error": error, "errors": told}
    context["note"] = request.POST.get("note", "")
    return show(request, "desk/invoices/credit.html", context, status=status)


def _beside(refusal: Refusal, parts: list[dict[str, Any]]) -> dict[int, str]:
    """What was wrong with the amount of a line, by the line's id."""
    places = {f"lines.{place}.amount": part["line"] for place, part in enumerate(parts)}
    return {places[error.field]: error.message for error in refusal.errors if error.field in places}


def _version(request: MemberRequest) -> int | None:
    return read_id(request.POST.get("version"))
