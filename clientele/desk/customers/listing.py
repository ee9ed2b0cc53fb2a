"""What the address of the customer list asks for: read strictly, and written in one canonical form.

The list and the export read the same parameters; a parameter that nobody knows is refused, never ignored.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from clientele.customers.choices import Kind, Status
from clientele.customers.queries import SORTS, CustomerFilter
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
PARAMETERS = ("q", "status", "tag", "kind", "created_from", "created_to", "archived", "sort", "page")
_SEVERAL = ("status", "tag")


@dataclass(frozen=True)
class Listing:
    """One view of the list; an empty `statuses` means the default: active, and inactive too while searching."""

    q: str = ""
    statuses: tuple[str, ...] = ()
    tags: tuple[int, ...] = ()
    kind: str = ""
    created_from: date | None = None
    created_to: date | None = None
    archived: bool = False
    sort: str = "name"
    page: int = 1

    @property
    def wanted(self) -> CustomerFilter:
        """What the customers are narrowed to; a search finds inactive ones too unless a status is chosen."""
        default = (Status.ACTIVE, Status.INACTIVE) if self.q else (Status.ACTIVE,)
        return CustomerFilter(
            statuses=self.statuses or default,
            tags=self.tags,
            kind=self.kind,
            created_from=self.created_from,
            created_to=self.created_to,
            archived=self.archived,
        )

    @property
    def filters(self) -> int:
        """How many filters of the panel are set."""
        return sum(map(bool, (self.statuses, self.tags, self.kind, self.created_from or self.created_to)))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.filters)

    @property
    def query(self) -> str:
        """The parameters that differ from the default, in a fixed order."""
        pairs: list[tuple[str, Any]] = [("q", self.q)] if self.q else []
        pairs += [("status", status) for status in self.statuses]
        pairs += [("tag", tag) for tag in self.tags]
        pairs += [(name, getattr(self, name)) for name in ("kind", "created_from", "created_to") if getattr(self, name)]
        if self.archived:
            pairs.append(("archived", 1))
        if self.sort != "name":
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", self.page))
        return urlencode(pairs)

    def but(self, **changes: Any) -> str:
        """The query of this view with something changed, on the first page unless a page is given."""
        query = replace(self, **{"page": 1, **changes}).query
        return f"?{query}" if query else "?"

    @property
    def cleared(self) -> str:
        """The query without any filter of the panel; search and order stay."""
        return self.but(statuses=(), tags=(), kind="", created_from=None, created_to=None)

    def sorted_by(self, key: str) -> str:
        """The query that sorts by a column; a second time, the other way round."""
        return self.but(sort=f"-{key}" if self.sort == key else key)

    def direction_of(self, key: str) -> str:
        """How a column is sorted now, in the words of `aria-sort`."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.sort, "")


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
        created_from=since,
        created_to=until,
        archived=read_choices(values, "archived", ["1"]) != [],
        sort=read_sort(values, SORTS, "name"),
        page=read_page(values),
    )
