"""What the address of the project list asks for: read strictly, and written in one canonical form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from clientele.desk.listing import View
from clientele.desk.parameters import (
    read_choices,
    read_key,
    read_page,
    read_parameters,
    read_search,
    read_sort,
    read_span,
)
from clientele.projects.choices import ProjectStatus, ProjectType
from clientele.projects.queries import SORTS, ProjectFilter

PAGE_SIZE = 20
PARAMETERS = ("q", "status", "customer", "lead", "kind", "from", "to", "mine", "sort", "page")


@dataclass(frozen=True, kw_only=True)
class Listing(View):
    """One view of the list of projects."""

    status: str = ""
    customer: int | None = None
    lead: int | None = None
    kind: str = ""
    starts_from: date | None = None
    starts_to: date | None = None
    favourites: bool = False

    @property
    def wanted(self) -> ProjectFilter:
        return ProjectFilter(
            status=self.status,
            customer=self.customer,
            lead=self.lead,
            kind=self.kind,
            starts_from=self.starts_from,
            starts_to=self.starts_to,
            favourites=self.favourites,
        )

    @property
    def filters(self) -> int:
        """How many filters of the panel are set."""
        spans = self.starts_from or self.starts_to
        return sum(map(bool, (self.customer, self.lead, self.kind, spans, self.favourites)))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.filters or self.status)

    @property
    def pairs(self) -> list[tuple[str, Any]]:
        return [
            ("status", self.status),
            ("customer", self.customer),
            ("lead", self.lead),
            ("kind", self.kind),
            ("from", self.starts_from),
            ("to", self.starts_to),
            ("mine", 1 if self.favourites else ""),
        ]

    @property
    def cleared(self) -> str:
        """The query without any filter of the panel; search, status and order stay."""
        return self.but(customer=None, lead=None, kind="", starts_from=None, starts_to=None, favourites=False)


def read_listing(given: QueryDict) -> Listing:
    """The view that an address asks for; blank parameters count as absent.

    Raises BadRequest (400) that names what is wrong.
    """
    values = read_parameters(given, known=PARAMETERS)
    since, until = read_span(values, "from", "to")
    return Listing(
        q=read_search(values),
        status=next(iter(read_choices(values, "status", ProjectStatus.values)), ""),
        customer=read_key(values, "customer"),
        lead=read_key(values, "lead"),
        kind=next(iter(read_choices(values, "kind", ProjectType.values)), ""),
        starts_from=since,
        starts_to=until,
        favourites=read_choices(values, "mine", ["1"]) != [],
        sort=read_sort(values, SORTS, "name"),
        page=read_page(values),
    )
