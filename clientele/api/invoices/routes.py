"""Invoices: the list, one, a new draft, changes."""

from typing import Annotated, Any, Literal

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, reached, wanted_version
from clientele.api.invoices.schemas import InvoiceChange, InvoiceInput, InvoiceOutput, KindWord, StatusWord
from clientele.api.invoices.shown import show_invoice, show_invoices
from clientele.api.references import the_billed_project, the_customer
from clientele.api.routes import Resource
from clientele.api.shapes import Input, Paging, QueryDate, QueryId, QueryText
from clientele.billing import operations, policy
from clientele.billing.models import Invoice
from clientele.billing.queries import InvoiceFilter, in_order, invoices_for, listed_invoices, numbered
from clientele.kit.hits import page_of_hits

Sort = Literal[
    "issue_date", "-issue_date", "due_date", "-due_date", "number", "-number", "total", "-total", "balance", "-balance",
    "status", "-status",
]  # fmt: skip
DRAFT_CODES = ("invoice_finalised", "version_conflict")
_COLUMNS = {"issue_date": "issued_on", "due_date": "due_on"}

invoices = Resource(
    "Invoices",
    "Invoices and credit notes. A draft can be changed; a finalised one never changes again.",
    names={"issued_on": "issue_date", "due_on": "due_date", "projects": "beside"},
    show=lambda invoice: show_invoice(invoice, invoice.updated_at),
    feature=Feature.INVOICES,
)


class InvoiceFilters(Paging):
    """What the list is narrowed to."""

    sort: Sort = Field("-issue_date", description="A leading hyphen turns the order round.")
    customer: QueryId | None = Field(None, description="Only those of this customer.")
    project: QueryId | None = Field(None, description="Only those of this project.")
    status: list[StatusWord] = Field(default_factory=list, max_length=5, description="Repeat it for several.")
    kind: KindWord | None = Field(None, description="Invoices or credit notes.")
    overdue: bool = Field(False, description="True lists only those that are overdue today.")
    currency: QueryText = Field("", description="ISO 4217.")
    issued_from: QueryDate | None = Field(None, description="Dated this day or later.")
    issued_to: QueryDate | None = Field(None, description="Dated this day or earlier.")
    number: QueryText = Field("", description="How the number begins.")


@invoices.lists("/invoices", InvoiceOutput, may=policy.may_view, refers=True)
def list_invoices(request: ApiRequest, filters: Annotated[InvoiceFilters, Query()]) -> Any:
    """List invoices and credit notes"""
    if filters.customer:
        the_customer(request.member, filters.customer)
    if filters.project:
        the_billed_project(request.member, filters.project)
    today = request.now.astimezone(request.member.organization.zone).date()
    wanted = InvoiceFilter(
        statuses=tuple(filters.status),
        kind=filters.kind or "",
        overdue_on=today if filters.overdue else None,
        customer=filters.customer,
        project=filters.project,
        currency=filters.currency.upper(),
        issued_from=filters.issued_from,
        issued_to=filters.issued_to,
    )
    hyphen = "-" if filters.sort.startswith("-") else ""
    sort = filters.sort.removeprefix("-")
    rows = in_order(listed_invoices(request.member, wanted), hyphen + _COLUMNS.get(sort, sort))
    if filters.number:
        told = numbered(filters.number)
        page = page_of_hits(rows, told, spread=False, number=filters.page, size=filters.page_size)
        page = reached(page, filters)
    else:
        page = page_for(rows, filters)
    return listed(page, lambda rows: show_invoices(rows, request.now))


@invoices.reads("/invoices/{int:id}", InvoiceOutput, may=policy.may_view)
def read_invoice(request: ApiRequest, id: int) -> InvoiceOutput:
    """Read an invoice"""
    return show_invoice(the_invoice(request, id), request.now)


@invoices.creates(
    "/invoices",
    InvoiceOutput,
    may=policy.may_edit,
    refuses=("customer_archived", "currency_unusual"),
    refers=True,
)
def create_invoice(request: ApiRequest, body: InvoiceInput) -> InvoiceOutput:
    """Draft an invoice

    It copies what both parties are called today. Nothing is sent.
    """
    customer = the_customer(request.member, body.customer)
    values = columns_of(request, body)
    lines = values.pop("lines", ())
    draft = operations.draft_invoice(
        customer=customer,
        values=values,
        lines=lines,
        confirm_currency=body.confirm_currency,
        by=request.member,
        at=request.now,
    )
    return show_invoice(draft, request.now)


@invoices.changes(
    "/invoices/{int:id}", InvoiceOutput, may=policy.may_edit, refuses=("invoice_finalised", "currency_unusual")
)
def update_invoice(request: ApiRequest, id: int, body: InvoiceChange) -> InvoiceOutput:
    """Change a draft

    `lines` replaces all lines; one with its `id` stays that line, with the time that it bills.
    """
    invoice = the_invoice(request, id)
    changes = columns_of(request, body)
    draft = operations.update_draft(
        invoice,
        lines=changes.pop("lines", None),
        changes=changes,
        version=wanted_version(request),
        confirm_currency=body.confirm_currency,
        by=request.member,
        at=request.now,
    )
    return show_invoice(draft, request.now)


@invoices.deletes("/invoices/{int:id}", may=policy.may_edit, refuses=("invoice_finalised",))
def delete_invoice(request: ApiRequest, id: int) -> None:
    """Delete a draft

    Its time and expenses can be billed again.
    """
    invoice = the_invoice(request, id)
    operations.delete_draft(invoice, version=wanted_version(request), by=request.member, at=request.now)


def the_invoice(request: ApiRequest, pk: int) -> Invoice:
    """The invoice of that id, or 404."""
    invoice: Invoice = found(invoices_for(request.member), pk)
    return invoice


def columns_of(request: ApiRequest, body: Input) -> dict[str, Any]:
    """What was sent, by the names of columns, with the project as a record."""
    values = {_COLUMNS.get(name, name): value for name, value in body.given().items()}
    values.pop("customer", None)
    values.pop("confirm_currency", None)
    if "project" in values:
        values["project"] = the_billed_project(request.member, values["project"])
    if "lines" in values:
        values["lines"] = lines_given(values["lines"])
    return values


def lines_given(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines without what is null, which means its default."""
    return [{name: value for name, value in line.items() if value is not None} for line in lines]
