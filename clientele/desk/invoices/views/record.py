from django.http import HttpResponse

from clientele.billing import policy
from clientele.billing.queries import einvoice_gaps, history_of_invoice, outcome_of
from clientele.desk.access import MemberRequest, page
from clientele.desk.invoices.billed import billed_on
from clientele.desk.invoices.frame import doings, load, missing_words, standing, today
from clientele.desk.invoices.preview import logo_for, sheet_for
from clientele.desk.telling import days_of
from clientele.ui.http import show

HISTORY = 50


@page
def invoice_detail(request: MemberRequest, pk: int) -> HttpResponse:
    invoice = load(request, pk)
    on, came = today(request), outcome_of(invoice)
    context = {
        "invoice": invoice,
        "customer": invoice.customer,
        "sheet_shown": sheet_for(invoice),
        "logo": logo_for(request.organization, invoice),
        "on": on,
        "billed": billed_on(invoice),
        "late": standing(invoice, on),
        "payments": came.payments,
        "refunds": came.refunds,
        "deliveries": came.deliveries,
        "credit_notes": came.credit_notes,
        "einvoice_gaps": [] if invoice.is_draft else einvoice_gaps(invoice),
        "missing": missing_words(invoice.customer) if invoice.is_draft else [],
        "days": days_of(history_of_invoice(invoice)[:HISTORY], organization=request.organization, today=on),
        "may_edit": policy.may_edit(request.member),
        "doings": doings(request, invoice),
    }
    return show(request, "desk/invoices/detail.html", context)
