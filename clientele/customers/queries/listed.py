"""Lists of customers: what a member may see, filtered and in order, from an index each time."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F
from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.choices import Status
from clientele.customers.models import Customer, CustomerQuerySet, Tagging
from clientele.kit.prepared import Prepared

SORTS: dict[str, tuple[F | Lower, ...]] = {
    "name": (F("name_sort"),),
    "code": (Lower("code"),),
    "email": (Lower("email"),),
    "status": (F("status"), F("name_sort")),
    "created_at": (F("created_at"),),
    "projects": (F("projects"),),
    "outstanding": (F("outstanding"),),
}


@dataclass(frozen=True)
class CustomerFilter:
    """What a list of customers is narrowed to; dates are whole days of the organisation's zone, both included."""

    statuses: tuple[str, ...] = (Status.ACTIVE,)
    tags: tuple[int, ...] = ()
    kind: str = ""
    created_from: date | None = None
    created_to: date | None = None
    has_projects: bool | None = None
    archived: bool = False

    @property
    def is_only_status(self) -> bool:
        """Whether the number of hits follows from the kept totals."""
        return replace(self, statuses=(), archived=False) == CustomerFilter(statuses=())


def customers_for(member: Member) -> CustomerQuerySet:
    """Every customer the member may open, archived ones too: old links lead somewhere."""
    found: CustomerQuerySet = Customer.objects.all()
    return found if policy.may_view(member) else found.none()


def listed_customers(member: Member, wanted: CustomerFilter) -> CustomerQuerySet:
    """The customers of a list; archived ones only where asked for by someone who may see them."""
    archived = wanted.archived and policy.may_view_archived(member)
    found = customers_for(member).filter(standing(wanted.statuses, archived))
    if wanted.tags:
        found = found.filter(pk__in=Tagging.objects.filter(tag__in=wanted.tags).values("customer"))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    found = found.filter(having_projects(wanted.has_projects))
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
        found = Customer.objects.filter(standing(statuses, archived), organization=organization)
        ordered: CustomerQuerySet = in_order(found, sort).only(*only)[:size]
        return ordered

    return Prepared(build, organization=int)


def standing(statuses: tuple[str, ...], archived: bool) -> models.Q:
    """That a customer has one of these statuses and is not archived, or besides that it is."""
    listed = models.Q(status__in=statuses)
    return models.Q(archived_at__isnull=False) | listed if archived else listed & models.Q(archived_at=None)


def having_projects(wanted: bool | None, column: str = "projects__") -> models.Q:
    """That a customer has projects or has none, of whatever status; nothing where it is not asked."""
    if wanted is None:
        return models.Q()
    return models.Q(**{f"{column}gt" if wanted else f"{column}lte": 0})


def in_states(states: tuple[str, ...]) -> models.Q:
    """The same said in the words of `Customer.state`."""
    return standing(tuple(state for state in states if state != "archived"), "archived" in states)


def in_order(customers: CustomerQuerySet, sort: str) -> CustomerQuerySet:
    """The customers sorted by a key of `SORTS`, downwards with a leading hyphen; ties by id."""
    columns = (*SORTS[sort.removeprefix("-")], F("pk"))
    downwards = sort.startswith("-")
    return customers.order_by(*(column.desc() if downwards else column.asc() for column in columns))


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment a day begins in a zone."""
    return datetime.combine(day, time.min, tzinfo=zone)
