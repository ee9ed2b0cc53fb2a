"""What is done with an invoice."""

from typing import Annotated, Any

from ninja import Query

from clientele.api.access import ApiRequest
from clientele.api.answers import listed, page_for, wanted_version
from clientele.api.invoices.routes import invoices, lines_given, the_invoice
from clientele.api.invoices.schemas import (
    CreditInput,
    DeliveryOutput,
    InvoiceOutput,
    ReissueInput,
    ReissueOutput,
    SendInput,
    VoidInput,
    WorkInput,
)
from clientele.api.invoices.shown import show_delivery, show_invoice
from clientele.api.references import the_billed_projects, the_customer
from clientele.api.shapes import Paging
from clientele.billing import operations, policy
from clientele.billing.queries import deliveries_of

FINAL_CODES = ("invoice_draft", "invoice_void", "credit_note_final", "version_conflict")
WORK_CODES = ("work_taken", "nothing_to_bill", "customer_archived", "currency_unusual", "not_found")


@invoices.creates("/invoices/from-work", InvoiceOutput, may=policy.may_edit, refuses=WORK_CODES, at="/invoices")
def draft_from_work(request: ApiRequest, body: WorkInput) -> InvoiceOutput:
    """Draft an invoice from time, expenses and fixed fees

    Submitted and approved billable time and approved billable expenses that no invoice has, of one project or of
    several of one customer. A fixed fee can cover the time.
    """
    project, *beside = the_billed_projects(request.member, [body.project, *body.beside])
    work = operations.Work(
        since=body.since,
        until=body.until,
        time=body.time,
        expenses=body.expenses,
        fees=tuple(lines_given([fee.given() for fee in body.fees])),
        is_detailed=body.format == "detailed",
        summed_by=body.summed_by,
        is_covered=body.covered,
        beside=tuple(beside),
    )
    values = {"issued_on": body.issue_date} if body.issue_date else {}
    draft = operations.draft_from_work(
        project,
        work=work,
        values=values,
        confirm_currency=body.confirm_currency,
        by=request.member,
        at=request.now,
    )
    return show_invoice(draft, request.now)


@invoices.acts(
    "/invoices/{int:id}/finalize",
    InvoiceOutput,
    may=policy.may_edit,
    refuses=(
        "invoice_finalised",
        "invoice_empty",
        "invoice_zero",
        "work_changed",
        "customer_archived",
        "number_taken",
        "version_conflict",
    ),
)
def finalize_invoice(request: ApiRequest, id: int) -> InvoiceOutput:
    """Finalise a draft

    It gets the next number and never changes again; its time and expenses become read-only.
    """
    invoice = the_invoice(request, id)
    done = operations.finalise_invoice(invoice, version=wanted_version(request), by=request.member, at=request.now)
    return show_invoice(done, request.now)


@invoices.acts(
    "/invoices/{int:id}/refresh-billing",
    InvoiceOutput,
    may=policy.may_edit,
    refuses=("invoice_finalised", "version_conflict"),
)
def refresh_billing(request: ApiRequest, id: int) -> InvoiceOutput:
    """Copy the present billing details into a draft"""
    invoice = the_invoice(request, id)
    done = operations.refresh_billing(invoice, version=wanted_version(request), by=request.member, at=request.now)
    return show_invoice(done, request.now)


@invoices.acts(
    "/invoices/{int:id}/void",
    InvoiceOutput,
    may=policy.may_edit,
    refuses=("invoice_paid", "invoice_credited", *FINAL_CODES),
)
def void_invoice(request: ApiRequest, id: int, body: VoidInput) -> InvoiceOutput:
    """Void an invoice

    It keeps its number and its document; its time and expenses can be billed again.
    """
    invoice = the_invoice(request, id)
    version = wanted_version(request)
    done = operations.void_invoice(invoice, reason=body.reason, version=version, by=request.member, at=request.now)
    return show_invoice(done, request.now)


@invoices.creates(
    "/invoices/{int:id}/credit",
    InvoiceOutput,
    may=policy.may_edit,
    refuses=("invoice_credited", "credit_exceeds_invoice", *FINAL_CODES),
    at="/invoices",
)
def credit_invoice(request: ApiRequest, id: int, body: CreditInput) -> InvoiceOutput:
    """Take back an invoice with a credit note

    Whole, or a part of its lines. Answers the credit note.
    """
    credit = operations.credit_invoice(
        the_invoice(request, id),
        lines=None if body.lines is None else lines_given([line.given() for line in body.lines]),
        note=body.note or "",
        version=wanted_version(request),
        by=request.member,
        at=request.now,
    )
    return show_invoice(credit, request.now)


@invoices.acts(
    "/invoices/{int:id}/reissue",
    ReissueOutput,
    may=policy.may_edit,
    refuses=("customer_archived", "currency_unusual", "invoice_credited", *FINAL_CODES),
)
def reissue_invoice(request: ApiRequest, id: int, body: ReissueInput) -> ReissueOutput:
    """Issue an invoice again to the right customer

    It is credited whole, and a draft with the same lines is made for the other customer.
    """
    invoice = the_invoice(request, id)
    credit, draft = operations.reissue_invoice(
        invoice,
        customer=the_customer(request.member, body.customer),
        confirm_currency=body.confirm_currency,
        version=wanted_version(request),
        by=request.member,
        at=request.now,
    )
    return ReissueOutput(credit_note=show_invoice(credit, request.now), draft=show_invoice(draft, request.now))


@invoices.acts(
    "/invoices/{int:id}/send",
    DeliveryOutput,
    may=policy.may_edit,
    refuses=("invoice_draft", "invoice_void", "recipient_missing"),
)
def send_invoice(request: ApiRequest, id: int, body: SendInput) -> DeliveryOutput:
    """Send an invoice by email

    With its PDF. It goes out in the background; its deliveries tell what became of it.
    """
    invoice = the_invoice(request, id)
    recipient = body.recipient or ""
    return show_delivery(operations.send_invoice(invoice, recipient=recipient, by=request.member, at=request.now))


@invoices.lists("/invoices/{int:id}/deliveries", DeliveryOutput, may=policy.may_view, refers=True)
def list_deliveries(request: ApiRequest, id: int, filters: Annotated[Paging, Query()]) -> Any:
    """List when an invoice was sent and to whom"""
    rows = deliveries_of(the_invoice(request, id))
    return listed(page_for(rows, filters), lambda page: [show_delivery(delivery) for delivery in page])
