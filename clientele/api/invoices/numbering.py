"""How invoices are numbered."""

from typing import Any

from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.answers import wanted_version
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Output
from clientele.billing import operations, policy
from clientele.billing.models import Numbering
from clientele.billing.queries import numbering_of, numbering_version

PATTERN = "Has {number} once, and {year} where numbers begin anew each year."


class NumberingChange(Change):
    """How coming documents are numbered."""

    invoice_pattern: str = Field("", min_length=1, max_length=30, description=PATTERN, examples=["INV-{year}-{number}"])
    credit_note_pattern: str = Field(
        "", min_length=1, max_length=30, description=PATTERN, examples=["CN-{year}-{number}"]
    )
    digits: int = Field(4, strict=True, ge=1, le=10, description="Numbers are filled up with zeros to so many digits.")


class NumberingOutput(Output):
    """How documents are numbered."""

    invoice_pattern: str = Field(examples=["INV-{year}-{number}"])
    credit_note_pattern: str = Field(examples=["CN-{year}-{number}"])
    digits: int = Field(examples=[4])
    version: int = Field(description="Grows by one with each change; the ETag.", examples=[1])


def show_numbering(numbering: Numbering) -> NumberingOutput:
    """How documents are numbered, as it is answered."""
    return NumberingOutput(
        invoice_pattern=numbering.invoice_pattern,
        credit_note_pattern=numbering.credit_note_pattern,
        digits=numbering.digits,
        version=numbering_version(numbering),
    )


numbering = Resource(
    "Invoice numbering", "How invoices and credit notes are numbered.", show=show_numbering, feature=Feature.INVOICES
)


@numbering.reads("/invoices/numbering", NumberingOutput, may=policy.may_view)
def read_numbering(request: ApiRequest) -> NumberingOutput:
    """Read how invoices are numbered"""
    return show_numbering(numbering_of(request.organization))


@numbering.changes("/invoices/numbering", NumberingOutput, may=policy.may_number)
def change_numbering(request: ApiRequest, body: NumberingChange) -> NumberingOutput:
    """Change how coming invoices and credit notes are numbered

    Numbers that are given stay.
    """
    given: dict[str, Any] = {"version": wanted_version(request), "by": request.member, "at": request.now}
    return show_numbering(operations.set_numbering(request.organization, changes=body.given(), **given))
