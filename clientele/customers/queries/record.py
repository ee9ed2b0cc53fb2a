"""One customer and what belongs to it."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.choices import LOG_KINDS, TRACKED_FIELDS, NoteKind
from clientele.customers.models import Contact, Customer, Note
from clientele.customers.queries.tagged import tags_of
from clientele.kit.prepared import Prepared, PreparedValues
from clientele.trail.operations import plain

LARGEST_ID = 2**63 - 1


#: How many comments are read at first: five are shown, the sixth tells that there are more.
NEWEST = 6


_CUSTOMER = Prepared(
    lambda organization, pk: Customer.objects.filter(organization=organization, pk=pk), organization=int, pk=int
)


_CONTACTS = Prepared(
    lambda organization, customer: Contact.objects.filter(organization=organization, customer=customer).order_by(
        "-is_primary", "pk"
    ),
    organization=int,
    customer=int,
)


_COMMENTS = Prepared(
    lambda organization, customer: (
        Note.objects.filter(organization=organization, customer=customer, kind=NoteKind.COMMENT)
        .select_related("author__user")
        .order_by("-created_at", "-pk")[:NEWEST]
    ),
    organization=int,
    customer=int,
)


_NOTE_COUNTS = PreparedValues(
    lambda organization, customer: (
        Note.objects.filter(organization=organization, customer=customer)
        .values_list("kind")
        .annotate(number=models.Count("pk"))
        .order_by()
    ),
    organization=int,
    customer=int,
)


def customer_for(member: Member, pk: int) -> Customer | None:
    """One customer the member may open, or None."""
    if not policy.may_view(member) or pk > LARGEST_ID:
        return None
    return next(iter(_CUSTOMER(organization=member.organization_id, pk=pk)), None)


def contacts_for(member: Member) -> models.QuerySet[Contact]:
    """The people at every customer the member may open, each with their customer."""
    found: models.QuerySet[Contact] = Contact.objects.select_related("customer").order_by("pk")
    return found if policy.may_view(member) else found.none()


def contacts_of(customer: Customer) -> models.QuerySet[Contact]:
    """The people at a customer, the primary one first."""
    found: models.QuerySet[Contact] = Contact.objects.filter(customer=customer)
    return found.order_by("-is_primary", "pk")


def people_of(customer: Customer) -> list[Contact]:
    """The people at a customer, read at once."""
    return _CONTACTS(organization=customer.organization_id, customer=customer.pk)


def newest_comments(customer: Customer) -> list[Note]:
    """The newest comments on a customer, at most `NEWEST`."""
    found = _COMMENTS(organization=customer.organization_id, customer=customer.pk)
    for note in found:
        note.customer = customer
    return found


def comments_of(customer: Customer) -> models.QuerySet[Note]:
    """The comments on a customer, newest first."""
    return _notes(customer).filter(kind=NoteKind.COMMENT)


def log_of(customer: Customer, kind: str = "") -> models.QuerySet[Note]:
    """The notes log of a customer, newest first, of one kind where it is given."""
    return _notes(customer).filter(kind__in=[kind] if kind else LOG_KINDS)


def note_counts(customer: Customer) -> dict[str, int]:
    """How many comments and notes of each kind a customer has, from an index alone."""
    return dict(_NOTE_COUNTS(organization=customer.organization_id, customer=customer.pk))


def note_of(customer: Customer, pk: int) -> Note | None:
    """One comment or note of a customer, ready with its author."""
    note: Note | None = _notes(customer).filter(pk=pk).first()
    return note


def notes_for(member: Member, kinds: Iterable[str] = NoteKind.values) -> models.QuerySet[Note]:
    """The comments and notes of these kinds on every customer, as far as the member may read them."""
    readable = [kind for kind in kinds if policy.may_read_notes(member, kind)]
    found: models.QuerySet[Note] = Note.objects.filter(kind__in=readable)
    return found.select_related("author__user", "customer").order_by("-created_at", "-pk")


def _notes(customer: Customer) -> models.QuerySet[Note]:
    found: models.QuerySet[Note] = Note.objects.filter(customer=customer)
    return found.select_related("author__user", "customer").order_by("-created_at", "-pk")


def values_of(customer: Customer) -> dict[str, Any]:
    """What the history follows of a customer, as JSON values as the trail holds them."""
    values = {field: plain(getattr(customer, field)) for field in TRACKED_FIELDS if field != "tags"}
    return values | {"tags": [tag.name for tag in tags_of(customer)]}


def status_totals() -> dict[str, int]:
    """How many customers there are of each status, and archived: counted, which grows with what is stored."""
    live = Customer.objects.current().values_list("status").annotate(number=models.Count("pk")).order_by()
    return {**dict(live), "archived": Customer.objects.archived().count()}
