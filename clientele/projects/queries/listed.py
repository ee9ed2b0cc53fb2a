"""Lists of projects: what a member may see, filtered and in order, from an index each time."""

from dataclasses import dataclass
from datetime import date

from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.customers.models import Customer
from clientele.kit.paging import COUNTED_AT_MOST, Page
from clientele.projects import policy
from clientele.projects.choices import ProjectStatus
from clientele.projects.models import Favourite, Project, ProjectQuerySet

SORTS: dict[str, tuple[F | Lower, ...]] = {
    "name": (F("name_sort"),),
    "code": (Lower("code"),),
    "starts_on": (F("starts_on"),),
    "ends_on": (F("ends_on"),),
    "burn": (F("burn"),),
    "created_at": (F("created_at"),),
}

_BLANK_LAST = ("starts_on", "ends_on")

#: So many of a member's favourites stand before the others; further ones keep their places.
MOST_FAVOURITES = 100


@dataclass(frozen=True)
class ProjectFilter:
    """What a list of projects is narrowed to; the dates are those of its start, both included."""

    status: str = ""
    customer: int | None = None
    lead: int | None = None
    kind: str = ""
    starts_from: date | None = None
    starts_to: date | None = None
    favourites: bool = False

    @property
    def is_only_status(self) -> bool:
        """Whether the number of hits follows from the numbers of each status."""
        return self == ProjectFilter(status=self.status)


@dataclass(frozen=True)
class StatusCounts:
    """How many projects there are of each status; past 1,000 of one they are not counted further."""

    by_status: dict[str, int]

    def of(self, status: str) -> int:
        """The number of one status, or of all where none is given."""
        wanted = [status] if status else list(self.by_status)
        return sum(min(self.by_status[one], COUNTED_AT_MOST) for one in wanted)

    def is_more(self, status: str) -> bool:
        """Whether there are more than the number says."""
        wanted = [status] if status else list(self.by_status)
        return any(self.by_status[one] > COUNTED_AT_MOST for one in wanted)

    @property
    def stored(self) -> int:
        return self.of("")


def projects_for(member: Member) -> ProjectQuerySet:
    """Every project the member may open, each with its customer and lead."""
    found: ProjectQuerySet = Project.objects.select_related("customer", "lead__user")
    return found if policy.may_view(member) else found.none()


def listed_projects(member: Member, wanted: ProjectFilter) -> ProjectQuerySet:
    """The projects of a list."""
    found = projects_for(member)
    exact = {"status": wanted.status, "customer": wanted.customer, "lead": wanted.lead, "kind": wanted.kind}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.starts_from:
        found = found.filter(starts_on__gte=wanted.starts_from)
    if wanted.starts_to:
        found = found.filter(starts_on__lte=wanted.starts_to)
    if wanted.favourites:
        found = found.filter(pk__in=_favourites(member).values("project"))
    return found


def in_order(projects: ProjectQuerySet, sort: str) -> ProjectQuerySet:
    """The projects sorted by a key of `SORTS`, downwards with a leading hyphen; ties by id."""
    columns = (*SORTS[sort.removeprefix("-")], F("pk"))
    if sort.startswith("-"):
        return projects.order_by(*(column.desc(nulls_first=_may_be_blank(column)) for column in columns))
    return projects.order_by(*(column.asc(nulls_last=_may_be_blank(column)) for column in columns))


def _may_be_blank(column: F | Lower) -> bool | None:
    """Blank dates stand after all others on both databases; PostgreSQL's index has them there."""
    return True if getattr(column, "name", "") in _BLANK_LAST else None


def favourite_ids(member: Member) -> frozenset[int]:
    """The ids of the member's favourites, the newest hundred."""
    return frozenset(_favourites(member).order_by("-pk").values_list("project", flat=True)[:MOST_FAVOURITES])


def page_with_favourites(
    projects: ProjectQuerySet, favourites: frozenset[int], *, number: int, size: int, total: int, is_more: bool
) -> Page:
    """A page of ordered projects in which the favourites among them stand before the others."""
    if not is_more:
        number = min(number, max(1, -(-total // size)))
    first = list(projects.filter(pk__in=favourites)) if favourites else []
    start = (number - 1) * size
    items = first[start : start + size]
    others = projects.exclude(pk__in=[project.pk for project in first]) if first else projects
    skipped = max(0, start - len(first))
    items += others[skipped : skipped + size - len(items)]
    return Page(items, number, size, total, is_more)


def counted(projects: ProjectQuerySet) -> tuple[int, bool]:
    """How many there are, and whether there are more than 1,000, which are not counted."""
    number = projects.order_by()[: COUNTED_AT_MOST + 1].count()
    return min(number, COUNTED_AT_MOST), number > COUNTED_AT_MOST


def status_counts(organization: int, customer: Customer | None = None) -> StatusCounts:
    """How many projects there are of each status, in the organisation or of one customer: one statement."""
    narrowed = " AND customer_id = %s" if customer else ""
    of = [organization, *([customer.pk] if customer else [])]
    one = (
        f"(SELECT COUNT(*) FROM (SELECT 1 FROM {Project._meta.db_table}"  # noqa: S608 - the names are our own
        f" WHERE organization_id = %s{narrowed} AND status = %s LIMIT {COUNTED_AT_MOST + 1}) AS found)"
    )
    params: list[int | str] = []
    for status in ProjectStatus.values:
        params += [*of, status]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([one] * len(ProjectStatus))}", params)
        (row,) = cursor.fetchall()
    return StatusCounts(dict(zip(ProjectStatus.values, row, strict=True)))


def projects_of(customer: Customer, statuses: tuple[str, ...] = ()) -> ProjectQuerySet:
    """The projects of a customer by name, of some statuses where they are given."""
    found: ProjectQuerySet = Project.objects.select_related("customer", "lead__user").filter(customer=customer)
    return (found.filter(status__in=statuses) if statuses else found).order_by("name_sort", "pk")


def _favourites(member: Member) -> models.QuerySet[Favourite]:
    found: models.QuerySet[Favourite] = Favourite.objects.filter(member=member)
    return found
