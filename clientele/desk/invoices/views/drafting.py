"""Drafting by hand: every step of the form is sent, so that it works without a script as well."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.billing import policy
from clientele.billing.models import Invoice
from clientele.billing.operations import draft_invoice, update_draft
from clientele.billing.operations.lines import default_tax
from clientele.billing.queries import lines_of
from clientele.customers.models import Customer
from clientele.customers.queries import customer_for
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.invoices.drafting import (
    MOST_LINES,
    DraftForm,
    LineForm,
    blank_line,
    forms_from,
    head_of,
    line_forms,
    line_texts,
    refuse_lines,
    sums_typed,
    typed_rows,
)
from clientele.desk.invoices.frame import load_editable, today, url_of
from clientele.desk.projects.picking import picker_for
from clientele.desk.versions import refuse_edit
from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.queries import projects_of
from clientele.ui.http import READS, allow, go_to, show


@action
def invoice_new(request: MemberRequest) -> HttpResponse:
    """First for whom, then what."""
    allow(policy.may_edit(request.member))
    given = request.GET if request.method in READS else request.POST
    pk = read_id(given.get("customer"))
    customer = customer_for(request.member, pk) if pk else None
    if pk and customer is None:
        raise Http404
    if customer is None or "finding" in given:
        picker = picker_for(request, inactive=True)
        if "find" in given and "finding" not in given:
            picker.error = "Choose whom it is for."
        return show(request, "desk/invoices/new.html", {"choosing": picker})
    if customer.is_archived:
        raise Conflict("customer_archived", f"{customer.name} is archived, so it gets no invoices.")
    return _drafting(request, customer, None)


@action
def invoice_edit(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load_editable(request, pk)
    if not invoice.is_draft:
        raise Conflict("invoice_finalised", f"{invoice.number} is finalised and never changes.")
    if (number := len(lines_of(invoice))) > MOST_LINES:
        told = f"This draft has {number:,} lines, and the form holds {MOST_LINES}. Draft a summary of the work instead."
        raise Conflict("lines_too_many", told)
    return _drafting(request, invoice.customer, invoice)


def _drafting(request: MemberRequest, customer: Customer, invoice: Invoice | None) -> HttpResponse:
    projects, usual = projects_of(customer), blank_line(default_tax(customer))
    if request.method in READS:
        first = head_of(invoice) if invoice else _first(request, customer)
        rows = [line_texts(line) for line in lines_of(invoice)] if invoice else [usual]
        return _show(request, customer, invoice, DraftForm(projects=projects, initial=first), forms_from(rows))
    form, lines = DraftForm(request.POST, projects=projects), line_forms(request.POST)
    step = request.POST.get("do", "save")
    if step != "save":
        return _show(request, customer, invoice, form, forms_from(_stepped(typed_rows(lines), step, usual)))
    if not all([form.is_valid(), *(line.is_valid() for line in lines)]):
        return _show(request, customer, invoice, form, lines, status=422)
    try:
        saved = _save(request, customer, invoice, form, lines)
    except Refusal as refusal:
        theirs = refuse_edit(form, refusal) if refusal.code == "version_conflict" else None
        if theirs is None:
            refuse_lines(form, lines, refusal)
        unusual = refusal.code == "currency_unusual"
        more = {"theirs": theirs, "is_unusual": unusual}
        return _show(request, customer, invoice, form, lines, status=refusal.status, **more)
    messages.success(request, "The draft is saved.")
    return go_to(request, url_of(request, saved))


def _save(
    request: MemberRequest, customer: Customer, invoice: Invoice | None, form: DraftForm, lines: list[LineForm]
) -> Invoice:
    rows = [line.values for line in lines if line.has_changed() or line.cleaned_data["description"]]
    given: dict[str, Any] = {"by": request.member, "at": request.now}
    given["confirm_currency"] = request.POST.get("confirm") == "1"
    if invoice is None:
        return draft_invoice(customer=customer, values=form.values, lines=rows, **given)
    return update_draft(invoice, changes=form.values, lines=rows, version=form.version_read, **given)


def _stepped(rows: list[dict[str, Any]], step: str, usual: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows after one is added or taken out; anything else only counts anew."""
    if step == "add":
        return [*rows, usual]
    word, _, place = step.partition("-")
    if word == "remove" and place.isdecimal():
        return [row for number, row in enumerate(rows) if str(number) != place]
    return rows


def _first(request: MemberRequest, customer: Customer) -> dict[str, Any]:
    organization = request.organization
    return {
        "issued_on": today(request),
        "payment_terms": customer.payment_terms or organization.payment_terms,
        "currency": customer.currency or organization.currency,
        "project": request.GET.get("project", ""),
    }


def _show(
    request: MemberRequest,
    customer: Customer,
    invoice: Invoice | None,
    form: DraftForm,
    lines: list[LineForm],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    currency = str(form["currency"].value() or request.organization.currency)
    known = {code for code, _ in form.fields["currency"].choices}  # type: ignore[attr-defined]
    currency = currency if currency in known else request.organization.currency
    context: dict[str, Any] = {
        "customer": customer,
        "invoice": invoice,
        "form": form,
        "lines": lines,
        "currency": currency,
    }
    context |= {"sums": sums_typed(typed_rows(lines), currency), "theirs": None, "is_unusual": False, **more}
    return show(request, "desk/invoices/draft.html", context, status=status)
