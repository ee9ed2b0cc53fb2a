"""Billing codes: the kinds of work on a project that time is written to."""

from typing import Annotated, Any

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.projects.routes import PART_CODES, Money, amount
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Input, Output, Paging, Record
from clientele.api.spent import the_project
from clientele.projects import operations, policy
from clientele.projects.models import BillingCode
from clientele.projects.queries import codes_in

RATE = "In the project's currency. Null: as the project says."


class CodeInput(Input):
    """A kind of work."""

    name: str = Field(min_length=1, max_length=100, examples=["Travel"])
    hourly_rate: Money | None = Field(None, description=RATE)
    billable: bool = Field(True, strict=True)

    def given(self) -> dict[str, Any]:
        """What was sent, by the names of columns."""
        return with_columns(super().given())


class CodeChange(Change):
    """Changes to a billing code; time written to it before keeps its rate."""

    name: str = Field("", min_length=1, max_length=100, examples=["Travel"])
    hourly_rate: Money | None = Field(None, description=RATE)
    billable: bool = Field(True, strict=True)


class CodeValues(Output):
    """What a billing code says."""

    name: str = Field(examples=["Travel"])
    hourly_rate: str | None = Field(description=RATE, examples=["70.00"])
    billable: bool = Field(examples=[True])


class CodeOutput(CodeValues, Record):
    """A kind of work on a project that time is written to."""

    project: int = Field(examples=[42])


def show_code(code: BillingCode) -> CodeOutput:
    """A billing code as it is answered."""
    return CodeOutput(
        id=code.pk,
        version=code.version,
        project=code.project_id,
        name=code.name,
        hourly_rate=amount(code.hourly_rate),
        billable=code.is_billable,
    )


def with_columns(values: dict[str, Any]) -> dict[str, Any]:
    """What was sent of a billing code, by the names of columns."""
    return {{"billable": "is_billable"}.get(name, name): value for name, value in values.items()}


billing_codes = Resource(
    "Billing codes",
    "The kinds of work on a project that time is written to.",
    names={"is_billable": "billable"},
    show=show_code,
    feature=Feature.PROJECTS,
)


@billing_codes.lists("/projects/{int:id}/billing-codes", CodeOutput, may=policy.may_view, refers=True)
def list_billing_codes(request: ApiRequest, id: int, filters: Annotated[Paging, Query()]) -> Any:
    """List the billing codes of a project"""
    rows = codes_in(the_project(request.member, id))
    return listed(page_for(rows, filters), lambda page: [show_code(code) for code in page])


@billing_codes.creates(
    "/projects/{int:id}/billing-codes",
    CodeOutput,
    may=policy.may_create,
    refuses=(*PART_CODES, "billing_code_taken"),
)
def create_billing_code(request: ApiRequest, id: int, body: CodeInput) -> CodeOutput:
    """Add a billing code to a project"""
    project = the_project(request.member, id)
    return show_code(operations.add_billing_code(project, values=body.given(), by=request.member, at=request.now))


@billing_codes.reads("/projects/{int:id}/billing-codes/{int:code}", CodeOutput, may=policy.may_view)
def read_billing_code(request: ApiRequest, id: int, code: int) -> CodeOutput:
    """Read a billing code"""
    return show_code(_code(request, id, code))


@billing_codes.changes(
    "/projects/{int:id}/billing-codes/{int:code}",
    CodeOutput,
    may=policy.may_create,
    refuses=(*PART_CODES, "billing_code_taken"),
)
def update_billing_code(request: ApiRequest, id: int, code: int, body: CodeChange) -> CodeOutput:
    """Change a billing code

    Time written to it before keeps the rate it was written at.
    """
    changed = operations.update_billing_code(
        _code(request, id, code),
        changes=with_columns(body.given()),
        version=wanted_version(request),
        by=request.member,
        at=request.now,
    )
    return show_code(changed)


@billing_codes.deletes(
    "/projects/{int:id}/billing-codes/{int:code}",
    may=policy.may_create,
    refuses=(*PART_CODES, "billing_code_in_use"),
)
def delete_billing_code(request: ApiRequest, id: int, code: int) -> None:
    """Remove a billing code that no time was written to"""
    version = wanted_version(request)
    operations.remove_billing_code(_code(request, id, code), version=version, by=request.member, at=request.now)


def _code(request: ApiRequest, project: int, pk: int) -> BillingCode:
    return found(codes_in(the_project(request.member, project)), pk)
