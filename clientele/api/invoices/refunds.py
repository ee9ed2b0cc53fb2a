"""Refunds: money that went back to a customer."""

from datetime import date
from typing import Annotated, Any

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for
from clientele.api.invoices.payments import MethodWord
from clientele.api.invoices.routes import the_invoice
from clientele.api.invoices.schemas import Amount
from clientele.api.invoices.shown import money
from clientele.api.routes import Resource
from clientele.api.shapes import Input, Moment, Output, Paging, QueryDate
from clientele.billing import operations, policy
from clientele.billing.models import Refund
from clientele.billing.queries import refunds_for, refunds_of


class RefundInput(Input):
    """Money that went back."""

    amount: Amount = Field(description="At most what is owed to the customer.", examples=["51.00"])
    refunded_on: QueryDate | None = Field(None, description="Left out: today; not in the future.", examples=[None])
    method: MethodWord = "bank_transfer"
    reference: str | None = Field(None, max_length=100)


class RefundOutput(Output):
    """A refund."""

    id: int = Field(examples=[4])
    invoice: int = Field(examples=[42])
    amount: str = Field(examples=["51.00"])
    currency: str = Field(examples=["GBP"])
    refunded_on: date = Field(examples=["2026-11-22"])
    method: MethodWord
    reference: str
    recorded_at: Moment


refunds = Resource("Refunds", "Money that went back of what came in above what is asked for.", feature=Feature.INVOICES)
_REFUSES = ("refund_exceeds_due", "invoice_draft", "invoice_void", "credit_note_final")


@refunds.lists("/invoices/{int:id}/refunds", RefundOutput, may=policy.may_view, refers=True)
def list_refunds(request: ApiRequest, id: int, filters: Annotated[Paging, Query()]) -> Any:
    """List what went back of an invoice"""
    rows = refunds_of(the_invoice(request, id))
    return listed(page_for(rows, filters), lambda page: [show_refund(refund) for refund in page])


@refunds.creates("/invoices/{int:id}/refunds", RefundOutput, may=policy.may_edit, refuses=_REFUSES, at="/refunds")
def create_refund(request: ApiRequest, id: int, body: RefundInput) -> RefundOutput:
    """Record a refund

    It reduces the invoice's `refund_due`; its payments stay as they came in.
    """
    invoice = the_invoice(request, id)
    return show_refund(operations.record_refund(invoice, values=body.given(), by=request.member, at=request.now))


@refunds.reads("/refunds/{int:id}", RefundOutput, may=policy.may_view)
def read_refund(request: ApiRequest, id: int) -> RefundOutput:
    """Read a refund"""
    return show_refund(found(refunds_for(request.member), id))


@refunds.deletes("/refunds/{int:id}", may=policy.may_edit, has_version=False)
def delete_refund(request: ApiRequest, id: int) -> None:
    """Remove a refund that was recorded by mistake

    What it said stays in the customer's history.
    """
    operations.remove_refund(found(refunds_for(request.member), id), by=request.member, at=request.now)


def show_refund(refund: Refund) -> RefundOutput:
    """A refund as it is answered."""
    return RefundOutput(
        id=refund.pk,
        invoice=refund.invoice_id,
        amount=money(refund.amount, refund.invoice.currency),
        currency=refund.invoice.currency,
        refunded_on=refund.refunded_on,
        method=refund.method,
        reference=refund.reference,
        recorded_at=refund.recorded_at,
    )
