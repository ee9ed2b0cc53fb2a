"""Imports: customers from a file."""

from typing import Annotated, Any, BinaryIO, Literal, cast

from ninja import File, Form, Query
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from clientele.accounts.choices import Feature, Permission
from clientele.accounts.models import Member
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Input, Moment, Output, Paging
from clientele.customers import policy
from clientele.exchange import operations
from clientele.exchange.choices import ROWS_CHECKED_AT_ONCE, TARGETS, ImportStatus
from clientele.exchange.models import Import, ImportRefusal
from clientele.exchange.queries import imports_for, refusals_of

ModeWord = Literal["good_rows", "all_or_nothing"]
FILE_CODES = (
    "file_empty",
    "file_unreadable",
    "file_damaged",
    "file_protected",
    "file_encoding",
    "file_quote_open",
    "file_old_format",
    "file_too_wide",
    "file_too_large",
)
MODE = "`good_rows` leaves refused rows out; `all_or_nothing` imports nothing where one is refused."
FIELDS = f"A field for every column, or an empty text to leave it out: {', '.join(target.key for target in TARGETS)}."


class ImportOptions(BaseModel):
    """How the rows are treated."""

    mode: ModeWord = Field("good_rows", description=MODE)
    updates_existing: bool = Field(
        True, description="Whether rows change the customer of the same code, else of the same name."
    )
    start: bool = Field(
        True,
        description=(
            f"Import at once. A file of more than {ROWS_CHECKED_AT_ONCE:,} rows is checked in the background first and"
            " then started with /imports/{id}/start. With false the file is only checked."
        ),
    )


class ImportChange(Change):
    """How the file is read; it is checked again."""

    mapping: list[str] = Field(default_factory=list, max_length=200, description=FIELDS, examples=[["name", ""]])
    mode: ModeWord = Field("good_rows", description=MODE)
    updates_existing: bool = Field(True, strict=True)


class ImportStart(Input):
    """What becomes of the good rows where others are refused."""

    mode: ModeWord = Field("good_rows", description=MODE)


class Column(Output):
    """A column of the file."""

    title: str = Field(examples=["Account Name"])
    samples: list[str] = Field(examples=[["Anders & Sons Bakery"]])
    field: str = Field(description="What it becomes; empty where it is left out.", examples=["name"])


class ImportOutput(Output):
    """A file that was brought in: what would happen (`checked`), or has happened so far."""

    id: int = Field(examples=[5])
    name: str = Field(examples=["customers.csv"])
    status: Literal["checking", "checked", "running", "done", "failed", "cancelled"] = Field(examples=["running"])
    mode: ModeWord
    updates_existing: bool = Field(examples=[True])
    source: str = Field(description="Which program it is from, where that was found out.", examples=["quickbooks"])
    columns: list[Column]
    rows: int = Field(examples=[1200])
    done: int = Field(description="How many rows are dealt with.", examples=[400])
    created: int = Field(examples=[390])
    updated: int = Field(examples=[5])
    unchanged: int = Field(examples=[2])
    refused: int = Field(examples=[3])
    failure: str = Field(description="Why it failed; empty where it did not.")
    created_at: Moment
    started_at: Moment | None
    finished_at: Moment | None


class RefusalOutput(Output):
    """A row that was left out."""

    row: int = Field(description="Where it stands in the file, the headings being row 1.", examples=[17])
    name: str = Field(examples=["Anders & Sons Bakery"])
    reason: str = Field(examples=["“anders.example” is not an email address."])
    hint: str = Field(examples=["Correct it, or leave it blank"])
    cells: list[str] = Field(examples=[["Anders & Sons Bakery", "anders.example"]])


def may_import(member: Member) -> bool:
    """The permissions alone; that the feature is on is asked first, since it has its own code."""
    return policy.may_create(member) and member.can(Permission.IMPORT_CLIENTS)


def show_import(batch: Import) -> ImportOutput:
    """An import as it is answered."""
    fields = [*batch.mapping, *[""] * len(batch.columns)]
    return ImportOutput(
        id=batch.pk,
        columns=[
            Column(title=column["title"], samples=column["samples"], field=field)
            for column, field in zip(batch.columns, fields, strict=False)
        ],
        **{name: getattr(batch, name) for name in ImportOutput.model_fields if name not in {"id", "columns"}},
    )


def show_refusal(refusal: ImportRefusal) -> RefusalOutput:
    """A refused row as it is answered."""
    return RefusalOutput(
        row=refusal.row, name=refusal.name, reason=refusal.reason, hint=refusal.hint, cells=refusal.cells
    )


imports = Resource("Imports", "Customers from a CSV or Excel file.", show=show_import, feature=Feature.IMPORT)


@imports.creates("/customers/import", ImportOutput, may=may_import, at="/imports", refuses=FILE_CODES)
def import_customers(
    request: ApiRequest, file: Annotated[UploadedFile, File()], options: Annotated[ImportOptions, Form()]
) -> ImportOutput:
    """Import customers from a file

    Columns are matched by their names, in English, German, French and Spanish. Follow the progress at
    `/imports/{id}`; run twice, nothing doubles.
    """
    batch = operations.choose_file(
        cast("BinaryIO", file),
        name=file.name or "",
        by=request.member,
        at=request.now,
        updates_existing=options.updates_existing,
    )
    if options.start and batch.status == ImportStatus.CHECKED and _is_importable(batch, options.mode):
        batch = operations.start_import(batch, mode=options.mode, at=request.now)
    elif options.mode != batch.mode:
        batch = operations.change_import(batch, mode=options.mode)
    return show_import(batch)


@imports.lists("/imports", ImportOutput, may=may_import)
def list_imports(request: ApiRequest, filters: Annotated[Paging, Query()]) -> Any:
    """List imports

    Newest first.
    """
    page = page_for(imports_for(request.member), filters)
    return listed(page, lambda batches: [show_import(batch) for batch in batches])


@imports.reads("/imports/{int:id}", ImportOutput, may=may_import)
def read_import(request: ApiRequest, id: int) -> ImportOutput:
    """Read how far an import is"""
    return show_import(found(imports_for(request.member), id))


@imports.lists("/imports/{int:id}/refusals", RefusalOutput, may=may_import)
def list_refusals(request: ApiRequest, id: int, filters: Annotated[Paging, Query()]) -> Any:
    """List the rows that were left out

    In the order of the file, each with its reason.
    """
    rows = refusals_of(found(imports_for(request.member), id))
    return listed(page_for(rows, filters), lambda page: [show_refusal(refusal) for refusal in page])


@imports.changes("/imports/{int:id}", ImportOutput, may=may_import, refuses=("import_started",), has_version=False)
def update_import(request: ApiRequest, id: int, body: ImportChange) -> ImportOutput:
    """Change how a file is read

    Until it runs; it is checked again.
    """
    return show_import(operations.change_import(found(imports_for(request.member), id), **body.given()))


@imports.acts(
    "/imports/{int:id}/start",
    ImportOutput,
    may=may_import,
    refuses=("import_started", "import_unchecked", "import_has_refusals", "import_empty"),
)
def start_import(request: ApiRequest, id: int, body: ImportStart) -> ImportOutput:
    """Start an import that is checked"""
    batch = found(imports_for(request.member), id)
    return show_import(operations.start_import(batch, mode=body.given().get("mode"), at=request.now))


@imports.acts("/imports/{int:id}/cancel", ImportOutput, may=may_import, refuses=("import_not_running",))
def cancel_import(request: ApiRequest, id: int) -> ImportOutput:
    """Stop an import that runs

    What was imported stays.
    """
    return show_import(operations.cancel_import(found(imports_for(request.member), id), at=request.now))


@imports.deletes("/imports/{int:id}", may=may_import, refuses=("import_started",), has_version=False)
def delete_import(request: ApiRequest, id: int) -> None:
    """Drop an import that never ran"""
    operations.discard_import(found(imports_for(request.member), id))


def _is_importable(batch: Import, mode: str) -> bool:
    """Whether starting it would do what was asked; otherwise the check alone is answered, with its refused rows."""
    return bool(batch.accepted) and not (mode == "all_or_nothing" and batch.refused)
