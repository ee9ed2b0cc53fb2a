"""Questions about customers: what a member may see, filtered and in order, from an index each time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Lower

from clientele.accounts.models import Member, Organization
from clientele.customers import policy
from clientele.customers.choices import LOG_KINDS, TRACKED_FIELDS, NoteKind, Status
from clientele.customers.models import Contact, Customer, CustomerQuerySet, Note, Tag, Tagging
from clientele.kit.prepared import Prepared, PreparedValues
from clientele.trail.operations import plain

SORTS: dict[str, tuple[F | Lower, ...]] = {
    "name": (F("name_sort"),),
    "code": (Lower("code"),),
    "email": (Lower("email"),),
    "status": (F("status"), F("name_sort")),
    "created_at": (F("created_at"),),
}


LARGEST_ID = 2**63 - 1
#: How many comments are read at first: five are shown, the sixth tells that there are more.
NEWEST = 6


@dataclass(frozen=True)
class CustomerFilter:
    """What a list of customers is narrowed to; dates are whole days of the organisation's zone, both included."""

    statuses: tuple[str, ...] = (Status.ACTIVE,)
    tags: tuple[int, ...] = ()
    kind: str = ""
    created_from: date | None = None
    created_to: date | None = None
    archived: bool = False

    @property
    def is_only_status(self) -> bool:
        """Whether the number of hits follows from the kept totals."""
        return not (self.tags or self.kind or self.created_from or self.created_to)


def customers_for(member: Member) -> CustomerQuerySet:
    """Every customer the member may open, archived ones too: old links lead somewhere."""
    found: CustomerQuerySet = Customer.objects.all()
    return found if policy.may_view(member) else found.none()


_CUSTOMER = Prepared(
    lambda organization, pk: Customer.objects.filter(organization=organization, pk=pk), organization=int, pk=int
)
_CUSTOMER_TAGS = Prepared(
    lambda organization, customer: Tag.objects.filter(
        organization=organization, taggings__organization=organization, taggings__customer=customer
    ).order_by("name_key", "pk"),
    organization=int,
    customer=int,
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


def listed_customers(member: Member, wanted: CustomerFilter) -> CustomerQuerySet:
    """The customers of a list; archived ones only where asked for by someone who may see them."""
    found = customers_for(member)
    found = _of_status(found, wanted.statuses, wanted.archived and policy.may_view_archived(member))
    if wanted.tags:
        found = found.filter(pk__in=Tagging.objects.filter(tag__in=wanted.tags).values("customer"))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    zone = member.organization.zone
    if wanted.created_from:
        found = found.filter(created_at__gte=start_of(wanted.created_from, zone))
    if wanted.created_to:
        found = found.filter(created_at__lt=start_of(wanted.created_to + timedelta(days=1), zone))
    return found


def first_customers(
    member: Member, wanted: CustomerFilter, sort: str, *, only: tuple[str, ...], size: int
) -> list[Customer]:
    """The first customers of a list that nothing but the status narrows; the query is written once for each order."""
    if not policy.may_view(member):
        return []
    archived = wanted.archived and policy.may_view_archived(member)
    return _first(wanted.statuses, archived, sort, only, size)(organization=member.organization_id)


@lru_cache(maxsize=500)
def _first(
    statuses: tuple[str, ...], archived: bool, sort: str, only: tuple[str, ...], size: int
) -> Prepared[Customer]:
    def build(organization: int) -> CustomerQuerySet:
        found = _of_status(Customer.objects.filter(organization=organization), statuses, archived)
        ordered: CustomerQuerySet = in_order(found, sort).only(*only)[:size]
        return ordered

    return Prepared(build, organization=int)


def _of_status(customers: CustomerQuerySet, statuses: tuple[str, ...], archived: bool) -> CustomerQuerySet:
    """Those of these statuses who are not archived, or besides those who are."""
    if archived:
        return customers.filter(models.Q(archived_at__isnull=False) | models.Q(status__in=statuses))
    return customers.filter(archived_at=None, status__in=statuses)


def in_order(customers: CustomerQuerySet, sort: str) -> CustomerQuerySet:
    """The customers sorted by a key of `SORTS`, downwards with a leading hyphen; ties by id."""
    columns = (*SORTS[sort.removeprefix("-")], F("pk"))
    downwards = sort.startswith("-")
    return customers.order_by(*(column.desc() if downwards else column.asc() for column in columns))


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment a day begins in a zone."""
    return datetime.combine(day, time.min, tzinfo=zone)


_TAGS = Prepared(
    lambda organization: Tag.objects.filter(organization=organization).order_by("name_key"), organization=int
)


def tags_by_id(organization: Organization) -> dict[int, Tag]:
    """The organisation's tags in the order of their names."""
    return {tag.pk: tag for tag in _TAGS(organization=organization.pk)}


def tags_by_customer(customers: list[Customer], known: Mapping[int, Tag] | None = None) -> dict[int, list[Tag]]:
    """The tags of the customers shown, in one query, which is shorter where the organisation's tags are known."""
    found: dict[int, list[Tag]] = {customer.pk: [] for customer in customers}
    if known is not None:
        for pk, customer in _pairs(customers):
            if pk in known:
                found[customer].append(known[pk])
        for several in found.values():
            several.sort(key=lambda tag: tag.name_key)
        return found
    taggings = Tagging.objects.filter(customer__in=found).select_related("tag").order_by("tag__name_key")
    for tagging in taggings:
        found[tagging.customer_id].append(tagging.tag)
    return found


def _pairs(customers: list[Customer]) -> list[tuple[int, int]]:
    """Tag and customer of each tagging of these customers, who are all of one organisation."""
    if not customers:
        return []
    marks = ", ".join(["%s"] * len(customers))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT tag_id, customer_id FROM {Tagging._meta.db_table}"  # noqa: S608 - the names are our own
            f" WHERE organization_id = %s AND customer_id IN ({marks})",
            [customers[0].organization_id, *(customer.pk for customer in customers)],
        )
        return cursor.fetchall()


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


def tags() -> models.QuerySet[Tag]:
    """The organisation's tags by name, each with how many customers have it (`used`)."""
    found: models.QuerySet[Tag] = Tag.objects.annotate(used=models.Count("taggings"))
    return found.order_by("name_key", "pk")


def offered_tags(chosen: Iterable[str] = (), *, most: int = 30) -> list[Tag]:
    """The first tags by name that a form offers, and those whose ids were chosen in it."""
    ids = [int(pk) for pk in chosen if pk.isascii() and pk.isdecimal() and len(pk) < 19][:200]
    first = list(Tag.objects.order_by("name_key", "pk")[:most])
    return [*first, *(tag for tag in Tag.objects.filter(pk__in=ids).order_by("name_key", "pk") if tag not in first)]


def tag_names_besides(tag: Tag) -> list[tuple[int, str]]:
    """The other tags of the organisation by name, as id and name."""
    return list(Tag.objects.exclude(pk=tag.pk).order_by("name_key", "pk").values_list("pk", "name"))


def tags_of(customer: Customer) -> list[Tag]:
    """The tags of one customer, by name."""
    return _CUSTOMER_TAGS(organization=customer.organization_id, customer=customer.pk)


def values_of(customer: Customer) -> dict[str, Any]:
    """What the history follows of a customer, as JSON values as the trail holds them."""
    values = {field: plain(getattr(customer, field)) for field in TRACKED_FIELDS if field != "tags"}
    return values | {"tags": [tag.name for tag in tags_of(customer)]}


def status_totals() -> dict[str, int]:
    """How many customers there are of each status, and archived: counted, which grows with what is stored."""
    live = Customer.objects.current().values_list("status").annotate(number=models.Count("pk")).order_by()
    return {**dict(live), "archived": Customer.objects.archived().count()}
