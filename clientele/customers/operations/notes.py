"""Comments and the notes log."""

from datetime import datetime

from django.db import transaction

from clientele.accounts.models import Member
from clientele.customers.choices import NOTE_WORDS, NoteKind
from clientele.customers.models import Customer, Note
from clientele.customers.operations.refusals import lock_current, refuse_archived
from clientele.kit.refusals import Conflict
from clientele.kit.shapes import cleaned
from clientele.trail.operations import changes_between, record


@transaction.atomic
def add_note(customer: Customer, *, kind: str, body: str, by: Member, at: datetime) -> Note:
    """Write a comment or a note of the log.

    Raises `customer_archived` (409) or `validation_error` (422): blank text is refused.
    """
    customer = lock_current(customer)
    tidy = cleaned(Note, {"kind": kind, "body": body})
    note = Note(organization=customer.organization, customer=customer, author=by, created_at=at, **tidy)
    note.save()
    record("customers.note_added", note, by=by, at=at, within=customer, version=1, kind=_word(note.kind))
    return note


@transaction.atomic
def edit_note(
    note: Note,
    *,
    by: Member,
    at: datetime,
    body: str | None = None,
    kind: str | None = None,
    version: int | None = None,
) -> Note:
    """Correct a note; the earlier text stays in the trail.

    Raises `customer_archived` or `version_conflict` (409), `validation_error` (422).
    """
    current: Note = Note.objects.select_for_update(of=("self",)).select_related("customer").get(pk=note.pk)
    refuse_archived(current.customer)
    _refuse_stale(current, version)
    given = {"body": body, "kind": kind}
    tidy = cleaned(Note, {field: value for field, value in given.items() if value is not None})
    changed = changes_between({field: getattr(current, field) for field in tidy}, tidy)
    if not changed:
        return current
    for field, value in tidy.items():
        setattr(current, field, value)
    current.version += 1
    current.edited_at = at
    current.save()
    facts = {"version": current.version, "kind": _word(current.kind)}
    record("customers.note_edited", current, by=by, at=at, within=current.customer, changes=changed, **facts)
    return current


@transaction.atomic
def delete_note(note: Note, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Delete a note for good; the trail keeps that it was there and who deleted it, not its text.

    Raises `customer_archived` or `version_conflict` (409).
    """
    refuse_archived(note.customer)
    _refuse_stale(note, version)
    record("customers.note_deleted", note, by=by, at=at, within=note.customer, kind=_word(note.kind))
    note.delete()


def _word(kind: str) -> str:
    return NOTE_WORDS[NoteKind(kind)]


def _refuse_stale(note: Note, version: int | None) -> None:
    if version is not None and version != note.version:
        raise Conflict("version_conflict", "This note was changed by someone else.", current=note)
