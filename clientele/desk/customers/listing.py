"""What the address of the customer list asks for: read strictly, and written in one canonical form.

The list and the export read the same parameters; a parameter that nobody knows is refused, never ignored.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict

from clientele.customers.choices import Kind, Status
from clientele.customers.queries import SORTS, CustomerFilter
from clientele.kit.text import unfit_character

PAGE_SIZE = 20
LONGEST_SEARCH = 200
LAST_PAGE = 1_000_000
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
    values = {name: [value for value in given.getlist(name) if value.strip()] for name in given}
    if unknown := sorted(values.keys() - set(PARAMETERS)):
        raise BadRequest(f"The address has a part this list does not know: {unknown[0][:80]}.")
    for name, several in values.items():
        if name not in _SEVERAL and len(several) > 1:
            raise BadRequest(f"The address says “{name}” more than once.")
    first = {name: several[0].strip() for name, several in values.items() if several}
    since, until = _day(first, "created_from"), _day(first, "created_to")
    if since and until and since > until:
        since, until = until, since
    return Listing(
        q=_search(first.get("q", "")),
        statuses=tuple(status.value for status in Status if status in _known(values, "status", Status.values)),
        tags=tuple(sorted({_number("tag", tag) for tag in values.get("tag", ())})),
        kind=next(iter(_known(values, "kind", Kind.values)), ""),
        created_from=since,
        created_to=until,
        archived=_known(values, "archived", ["1"]) != [],
        sort=_sort(first.get("sort", "name")),
        page=_number("page", first.get("page", "1")),
    )


def _known(values: dict[str, list[str]], name: str, choices: list[str]) -> list[str]:
    for value in values.get(name, ()):
        if value not in choices:
            raise BadRequest(f"“{value[:80]}” is not a {name} this list knows.")
    return values.get(name, [])


def _search(text: str) -> str:
    if unfit := unfit_character(text):
        raise BadRequest(f"The search has {unfit}, which no name can have.")
    return text[:LONGEST_SEARCH]


def _sort(text: str) -> str:
    if text.removeprefix("-") not in SORTS:
        raise BadRequest(f"The list cannot be sorted by “{text[:80]}”.")
    return text


def _day(first: dict[str, str], name: str) -> date | None:
    if name not in first:
        return None
    try:
        day = date.fromisoformat(first[name])
    except ValueError:
        raise BadRequest(f"“{first[name][:80]}” is not a date, such as 2026-11-22.") from None
    if not 1900 <= day.year <= 2200:
        raise BadRequest(f"The year {day.year} is outside 1900 to 2200.")
    return day


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 15) or int(text) < 1:
        raise BadRequest(f"“{text[:80]}” is not a {name} number.")
    return min(int(text), LAST_PAGE) if name == "page" else int(text)
