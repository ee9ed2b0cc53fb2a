"""How invoices are numbered."""

from pydantic import Field

from clientele.api.access import ApiRequest
from clientele.api.invoices.routes import invoices
from clientele.api.shapes import Change, Output
from clientele.billing import operations, policy
from clientele.billing.models import Numbering
from clientele.billing.queries import numbering_of

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


@invoices.reads("/invoices/numbering", NumberingOutput, may=policy.may_view)
def read_numbering(request: ApiRequest) -> NumberingOutput:
    """Read how invoices are numbered"""
    return _shown(numbering_of(request.member.organization))


@invoices.changes("/invoices/numbering", NumberingOutput, may=policy.may_number, has_version=False)
def change_numbering(request: ApiRequest, body: NumberingChange) -> NumberingOutput:
    """Change how coming invoices and credit notes are numbered

    Numbers that are given stay.
    """
    organization = request.member.organization
    return _shown(operations.set_numbering(organization, changes=body.given(), by=request.member, at=request.now))


def _shown(numbering: Numbering) -> NumberingOutput:
    return NumberingOutput(
        invoice_pattern=numbering.invoice_pattern,
        credit_note_pattern=numbering.credit_note_pattern,
        digits=numbering.digits,
    )
