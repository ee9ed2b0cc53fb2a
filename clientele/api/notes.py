"""Notes: comments on a customer and the entries of its notes log; all internal."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field

from clientele.accounts.models import Member
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.changeable import allow_note, allow_writing
from clientele.api.references import the_customer
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Id, Input, Moment, Output, Paging, QueryId, QueryText, Record
from clientele.customers import operations, policy
from clientele.customers.choices import NoteKind
from clientele.customers.models import Note
from clientele.customers.queries import notes_for
from clientele.kit.refusals import Forbidden

NoteWord = Literal["comment", "general", "meeting", "phone_call", "email", "decision"]
KIND = "`comment` stands on the comments card, the others in the notes log."


class NoteInput(Input):
    """A new comment or note."""

    customer: Id = Field(description="The customer it is about.")
    kind: NoteWord = Field("general", description=KIND, examples=["meeting"])
    body: str = Field(min_length=1, max_length=20_000, examples=["Agreed to replace the flour lift's motor."])


class NoteChange(Change):
    """A correction; the earlier text stays in the history."""

    kind: NoteWord = Field("general", description=KIND)
    body: str = Field("", min_length=1, max_length=20_000, examples=["Agreed to replace the lift's motor in May."])


class Author(Output):
    """The member who did it."""

    id: int = Field(examples=[7])
    name: str = Field(examples=["Dana Lead"])


class NoteOutput(Record):
    """Something said about a customer; never shown to the customer."""

    customer: int = Field(examples=[42])
    kind: NoteWord = Field(examples=["meeting"])
    body: str = Field(examples=["Agreed to replace the flour lift's motor."])
    author: Author
    created_at: Moment
    edited_at: Moment | None


class NoteFilters(Paging):
    customer: QueryId | None = Field(None, description="Only those about this customer.")
    kind: list[NoteWord] = Field(default_factory=list, max_length=6, description="Repeated: any of them.")
    search: QueryText = Field("", description="A part of the text.")
    sort: Literal["created_at", "-created_at"] = Field("-created_at", description="A leading hyphen: newest first.")


def show_note(note: Note) -> NoteOutput:
    """A note as it is answered."""
    return NoteOutput(
        id=note.pk,
        version=note.version,
        customer=note.customer_id,
        kind=note.kind,
        body=note.body,
        author=Author(id=note.author_id, name=note.author.name),
        created_at=note.created_at,
        edited_at=note.edited_at,
    )


notes = Resource("Notes", "Comments and the notes log. They are internal: a customer never sees them.", show=show_note)


@notes.lists("/notes", NoteOutput, may=policy.may_view, refers=True)
def list_notes(request: ApiRequest, filters: Annotated[NoteFilters, Query()]) -> Any:
    """List notes"""
    rows = _readable(request.member, filters.kind)
    if filters.customer:
        rows = rows.filter(customer=the_customer(request.member, filters.customer))
    if text := filters.search.strip():
        rows = rows.filter(body__icontains=text)
    order = ("-created_at", "-pk") if filters.sort.startswith("-") else ("created_at", "pk")
    return listed(page_for(rows.order_by(*order), filters), lambda page: [show_note(note) for note in page])


@notes.reads("/notes/{int:id}", NoteOutput, may=policy.may_view)
def read_note(request: ApiRequest, id: int) -> NoteOutput:
    """Read a note"""
    return show_note(found(_readable(request.member), id))


@notes.creates("/notes", NoteOutput, may=policy.may_view, refuses=("customer_archived",), refers=True)
def create_note(request: ApiRequest, body: NoteInput) -> NoteOutput:
    """Write a comment or a note"""
    allow_writing(request.member, body.kind)
    customer = the_customer(request.member, body.customer)
    made = operations.add_note(customer, kind=body.kind, body=body.body, by=request.member, at=request.now)
    return show_note(made)


@notes.changes("/notes/{int:id}", NoteOutput, may=policy.may_view, refuses=("customer_archived",))
def update_note(request: ApiRequest, id: int, body: NoteChange) -> NoteOutput:
    """Correct a note

    Their own for those who may write notes, anybody's for those who moderate them.
    """
    note = found(_readable(request.member), id)
    allow_note(request.member, note)
    if not policy.may_read_notes(request.member, body.given().get("kind", note.kind)):
        raise Forbidden("feature_disabled")
    changed = operations.edit_note(
        note, **body.given(), version=wanted_version(request), by=request.member, at=request.now
    )
    return show_note(found(_readable(request.member), changed.pk))


@notes.deletes("/notes/{int:id}", may=policy.may_view, refuses=("customer_archived",))
def delete_note(request: ApiRequest, id: int) -> None:
    """Delete a note

    Deleted notes cannot be recovered; that there was one, and who deleted it, stays in the history.
    """
    note = found(_readable(request.member), id)
    allow_note(request.member, note)
    operations.delete_note(note, version=wanted_version(request), by=request.member, at=request.now)


def _readable(member: Member, kinds: list[Any] | None = None) -> QuerySet[Note]:
    if not any(policy.may_read_notes(member, kind) for kind in kinds or NoteKind.values):
        raise Forbidden("feature_disabled")
    return notes_for(member, kinds or NoteKind.values)
