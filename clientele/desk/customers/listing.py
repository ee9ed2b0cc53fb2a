"""What the address of the customer list asks for: read strictly, and written in one canonical form.

The list and the export read the same parameters; a parameter that nobody knows is refused, never ignored.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from clientele.customers.choices import Kind, Status
from clientele.customers.queries import SORTS, CustomerFilter
from clientele.desk.listing import View
from clientele.desk.parameters import (
    read_choices,
    read_number,
    read_page,
    read_parameters,
    read_search,
    read_sort,
    read_span,
)

PAGE_SIZE = 20
PARAMETERS = ("q", "status", "tag", "kind", "has_projects", "created_from", "created_to", "archived", "sort", "page")
_SINGLE = ("kind", "has_projects", "created_from", "created_to")
_HAS = {"yes": True, "no": False}
_SEVERAL = ("status", "tag")


@dataclass(frozen=True, kw_only=True)
class Listing(View):
    """One view of the list; an empty `statuses` means the default: active, and inactive too while searching."""

    statuses: tuple[str, ...] = ()
    tags: tuple[int, ...] = ()
    kind: str = ""
    has_projects: str = ""
    created_from: date | None = None
    created_to: date | None = None
    archived: bool = False

    @property
    def wanted(self) -> CustomerFilter:
        """What the customers are narrowed to; a search finds inactive ones too unless a status is chosen."""
        default = (Status.ACTIVE, Status.INACTIVE) if self.q else (Status.ACTIVE,)
        return CustomerFilter(
            statuses=self.statuses or default,
            tags=self.tags,
            kind=self.kind,
            has_projects=_HAS.get(self.has_projects),
            created_from=self.created_from,
            created_to=self.created_to,
            archived=self.archived,
        )

    @property
    def filters(self) -> int:
        """How many filters of the panel are set."""
        is_dated = self.created_from or self.created_to
        return sum(map(bool, (self.statuses, self.tags, self.kind, self.has_projects, is_dated)))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.filters)

    @property
    def pairs(self) -> list[tuple[str, Any]]:
        pairs: list[tuple[str, Any]] = [("status", status) for status in self.statuses]
        pairs += [("tag", tag) for tag in self.tags]
        pairs += [(name, getattr(self, name)) for name in _SINGLE if getattr(self, name)]
        if self.archived:
            pairs.append(("archived", 1))
        return pairs

    @property
    def cleared(self) -> str:
        """The query without any filter of the panel; search and order stay."""
        return self.but(statuses=(), tags=(), kind="", has_projects="", created_from=None, created_to=None)


def read_listing(given: QueryDict) -> Listing:
    """The view that an address asks for; blank parameters count as absent.

    Raises BadRequest (400) that names what is wrong.
    """
    values = read_parameters(given, known=PARAMETERS, several=_SEVERAL)
    since, until = read_span(values, "created_from", "created_to")
    return Listing(
        q=read_search(values),
        statuses=tuple(status.value for status in Status if status in read_choices(values, "status", Status.values)),
        tags=tuple(sorted({read_number("tag", tag) for tag in values.get("tag", ())})),
        kind=next(iter(read_choices(values, "kind", Kind.values)), ""),
        has_projects=next(iter(read_choices(values, "has_projects", _HAS)), ""),
        created_from=since,
        created_to=until,
        archived=read_choices(values, "archived", ["1"]) != [],
        sort=read_sort(values, SORTS, "name"),
        page=read_page(values),
    )
