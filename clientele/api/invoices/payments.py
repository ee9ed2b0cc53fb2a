"""Payments: money that came in for an invoice."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for
from clientele.api.invoices.routes import the_invoice
from clientele.api.invoices.schemas import Amount
from clientele.api.invoices.shown import money
from clientele.api.routes import Resource
from clientele.api.shapes import Input, Moment, Output, Paging, QueryDate
from clientele.billing import operations, policy
from clientele.billing.models import Payment
from clientele.billing.queries import payments_for, payments_of

MethodWord = Literal["bank_transfer", "card", "cash", "cheque", "direct_debit", "other"]


class PaymentInput(Input):
    """Money that came in."""

    amount: Amount = Field(description="At most what is still to pay.", examples=["100.00"])
    paid_on: QueryDate | None = Field(None, description="Left out: today; not in the future.", examples=[None])
    method: MethodWord = "bank_transfer"
    reference: str | None = Field(None, max_length=100)


class PaymentOutput(Output):
    """A payment."""

    id: int = Field(examples=[9])
    invoice: int = Field(examples=[42])
    amount: str = Field(examples=["100.00"])
    currency: str = Field(examples=["GBP"])
    paid_on: date = Field(examples=["2026-11-22"])
    method: MethodWord
    reference: str
    recorded_at: Moment


payments = Resource("Payments", "Money that came in for invoices.", feature=Feature.INVOICES)
_REFUSES = ("payment_exceeds_balance", "invoice_draft", "invoice_void", "credit_note_final")


@payments.lists("/invoices/{int:id}/payments", PaymentOutput, may=policy.may_view, refers=True)
def list_payments(request: ApiRequest, id: int, filters: Annotated[Paging, Query()]) -> Any:
    """List what came in for an invoice"""
    rows = payments_of(the_invoice(request, id))
    return listed(page_for(rows, filters), lambda page: [show_payment(payment) for payment in page])


@payments.creates("/invoices/{int:id}/payments", PaymentOutput, may=policy.may_edit, refuses=_REFUSES, at="/payments")
def create_payment(request: ApiRequest, id: int, body: PaymentInput) -> PaymentOutput:
    """Record a payment"""
    invoice = the_invoice(request, id)
    return show_payment(operations.record_payment(invoice, values=body.given(), by=request.member, at=request.now))


@payments.reads("/payments/{int:id}", PaymentOutput, may=policy.may_view)
def read_payment(request: ApiRequest, id: int) -> PaymentOutput:
    """Read a payment"""
    return show_payment(found(payments_for(request.member), id))


@payments.deletes("/payments/{int:id}", may=policy.may_edit, refuses=("payment_refunded",), has_version=False)
def delete_payment(request: ApiRequest, id: int) -> None:
    """Remove a payment that was recorded by mistake

    What it said stays in the customer's history.
    """
    operations.remove_payment(found(payments_for(request.member), id), by=request.member, at=request.now)


def show_payment(payment: Payment) -> PaymentOutput:
    """A payment as it is answered."""
    amount: Decimal = payment.amount
    return PaymentOutput(
        id=payment.pk,
        invoice=payment.invoice_id,
        amount=money(amount, payment.invoice.currency),
        currency=payment.invoice.currency,
        paid_on=payment.paid_on,
        method=payment.method,
        reference=payment.reference,
        recorded_at=payment.recorded_at,
    )
