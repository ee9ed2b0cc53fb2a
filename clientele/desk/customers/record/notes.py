"""What the comments card and the notes log do alike."""

from collections.abc import Iterable

from django.core.exceptions import BadRequest
from django.http import Http404

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.models import Customer, Note
from clientele.customers.queries import note_of
from clientele.desk.access import MemberRequest

LARGEST_ID = 2**63 - 1


def changeable(member: Member, notes: Iterable[Note]) -> frozenset[int]:
    """The ids of the notes that the member may edit and delete."""
    return frozenset(note.pk for note in notes if policy.may_change_note(member, note))


def load_note(request: MemberRequest, customer: Customer, pk: int) -> Note:
    """A comment or note of a customer that the member may read, or 404."""
    note = note_of(customer, pk)
    if note is None or not policy.may_read_notes(request.member, note.kind):
        raise Http404
    return note


def read_id(text: str | None) -> int | None:
    """The id that an address gives, None where it gives none; anything else is a bad request (400)."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text[:20]) > LARGEST_ID:
        raise BadRequest(f"“{text[:80]}” is not an id.")
    return int(text)
