"""Many drafts finalised in one go."""

from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for
from clientele.api.routes import Resource
from clientele.api.shapes import Id, Input, Moment, Output, Paging
from clientele.billing import operations, policy
from clientele.billing.choices import MOST_IN_BATCH
from clientele.billing.models import Batch, BatchItem
from clientele.billing.queries import batches_for, invoices_among, items_of


class BatchInput(Input):
    """Which drafts to finalise."""

    invoices: list[Id] = Field(
        max_length=MOST_IN_BATCH, description="Ids of drafts, in any order.", examples=[[41, 42]]
    )
    send: bool = Field(False, strict=True, description="Send each by email once it is finalised.")


class BatchOutput(Output):
    """Drafts finalised in one go: what was asked for, and how far it is."""

    id: int = Field(examples=[5])
    status: Literal["running", "done", "cancelled", "failed"] = Field(examples=["running"])
    send: bool
    total: int = Field(examples=[120])
    done: int = Field(description="How many drafts are dealt with.", examples=[80])
    finalized: int = Field(examples=[78])
    sent: int = Field(description="How many of the finalised ones are sent, or on their way.", examples=[77])
    refused: int = Field(description="How many were left out.", examples=[2])
    failure: str = Field(description="Why it failed, for people; empty otherwise.", examples=[""])
    created_at: Moment
    finished_at: Moment | None


class BatchItemOutput(Output):
    """What became of one draft."""

    place: int = Field(description="When its turn is: by date, then by id.", examples=[17])
    invoice: int | None = Field(description="Null where the draft was deleted since.", examples=[42])
    outcome: Literal["waiting", "finalized", "sent", "refused"] = Field(examples=["refused"])
    code: str = Field(description="Why it was left out, or was not sent; empty otherwise.", examples=["invoice_empty"])
    reason: str = Field(
        description="The same for people; may change.", examples=["This invoice has no lines. Add one first."]
    )


def show_batch(batch: Batch) -> BatchOutput:
    """A batch as it is answered."""
    copied = ("status", "total", "done", "sent", "refused", "failure", "finished_at")
    return BatchOutput(
        id=batch.pk,
        send=batch.sends,
        finalized=batch.finalised,
        created_at=batch.asked_at,
        **{name: getattr(batch, name) for name in copied},
    )


def show_item(item: BatchItem) -> BatchItemOutput:
    """What became of one draft, as it is answered."""
    outcome: Any = "finalized" if item.outcome == "finalised" else item.outcome
    return BatchItemOutput(
        place=item.place, invoice=item.invoice_id, outcome=outcome, code=item.code, reason=item.reason
    )


batches = Resource(
    "Batches of invoices",
    "Many drafts finalised in one go, and sent. The oldest date is first, so that numbers follow dates.",
    show=show_batch,
    feature=Feature.INVOICES,
)


@batches.starts("/invoices/batches", BatchOutput, may=policy.may_edit, refuses=("not_found", "batch_empty"))
def create_batch(request: ApiRequest, body: BatchInput) -> BatchOutput:
    """Finalise many drafts

    It goes on in the background: follow it at `/invoices/batches/{id}`. What cannot be finalised, or has no billing
    address, is left out with its reason; what has no email address is finalised and not sent.
    """
    chosen = invoices_among(request.member, body.invoices)
    if chosen is None:
        raise Http404("One of these invoices is not here.")
    return show_batch(operations.issue_batch(chosen, sends=body.send, by=request.member, at=request.now))


@batches.lists("/invoices/batches", BatchOutput, may=policy.may_edit)
def list_batches(request: ApiRequest, filters: Annotated[Paging, Query()]) -> Any:
    """List batches of invoices

    Newest first.
    """
    page = page_for(batches_for(request.member), filters)
    return listed(page, lambda rows: [show_batch(batch) for batch in rows])


@batches.reads("/invoices/batches/{int:batch}", BatchOutput, may=policy.may_edit)
def read_batch(request: ApiRequest, batch: int) -> BatchOutput:
    """Read how far a batch of invoices is"""
    return show_batch(found(batches_for(request.member), batch))


@batches.lists("/invoices/batches/{int:batch}/invoices", BatchItemOutput, may=policy.may_edit, refers=True)
def list_batch_invoices(request: ApiRequest, batch: int, filters: Annotated[Paging, Query()]) -> Any:
    """List what became of each draft of a batch

    In the order in which they are taken.
    """
    page = page_for(items_of(found(batches_for(request.member), batch)), filters)
    return listed(page, lambda rows: [show_item(item) for item in rows])


@batches.acts("/invoices/batches/{int:batch}/cancel", BatchOutput, may=policy.may_edit, refuses=("batch_not_running",))
def cancel_batch(request: ApiRequest, batch: int) -> BatchOutput:
    """Stop a batch of invoices

    What is finalised stays so.
    """
    return show_batch(operations.cancel_batch(found(batches_for(request.member), batch), at=request.now))


@batches.acts("/invoices/batches/{int:batch}/resume", BatchOutput, may=policy.may_edit, refuses=("batch_not_failed",))
def resume_batch(request: ApiRequest, batch: int) -> BatchOutput:
    """Go on with a failed batch of invoices

    With the drafts that it did not come to, on behalf of who calls this.
    """
    failed = found(batches_for(request.member), batch)
    return show_batch(operations.resume_batch(failed, by=request.member, at=request.now))
