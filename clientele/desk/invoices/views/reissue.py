from django.contrib import messages
from django.http import HttpResponse

from clientele.billing.operations import reissue_invoice
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.invoices.frame import load_editable, url_of
from clientele.desk.projects.picking import picker_for
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, go_to, show


@action
def invoice_reissue(request: MemberRequest, pk: int) -> HttpResponse:
    """Credit an invoice that went to the wrong customer, and draft it for the right one."""
    invoice = load_editable(request, pk)
    picker = picker_for(request, inactive=True, besides=invoice.customer)
    context = {"invoice": invoice, "choosing": picker, "is_unusual": False}
    if request.method in READS or "finding" in request.POST:
        return show(request, "desk/invoices/reissue.html", context)
    if picker.chosen is None:
        picker.error = "Choose whom it was meant for."
        return show(request, "desk/invoices/reissue.html", context, status=422)
    version, confirm = read_id(request.POST.get("version")), request.POST.get("confirm") == "1"
    given = {"by": request.member, "at": request.now}
    try:
        credit, draft = reissue_invoice(
            invoice, customer=picker.chosen, version=version, confirm_currency=confirm, **given
        )
    except Refusal as refusal:
        picker.error, context["is_unusual"] = refusal.message, refusal.code == "currency_unusual"
        return show(request, "desk/invoices/reissue.html", context, status=refusal.status)
    messages.success(
        request, f"{credit.number} takes back {invoice.number}; this is the draft for {picker.chosen.name}."
    )
    return go_to(request, url_of(request, draft))
