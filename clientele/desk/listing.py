"""What the addresses of all lists share: a search, an order and a page, written in one canonical form."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar
from urllib.parse import urlencode


@dataclass(frozen=True, kw_only=True)
class View:
    """One view of a list; each list adds what it can be narrowed to."""

    first_sort: ClassVar[str] = "name"

    q: str = ""
    sort: str = "name"
    page: int = 1

    @property
    def pairs(self) -> list[tuple[str, Any]]:
        """What the list is narrowed to besides the search, by parameter, in a fixed order; blank ones are left out."""
        return []

    @property
    def query(self) -> str:
        """The parameters that differ from the default, in a fixed order."""
        order = ("sort", "" if self.sort == self.first_sort else self.sort)
        page = ("page", self.page if self.page > 1 else "")
        return urlencode([(name, value) for name, value in (("q", self.q), *self.pairs, order, page) if value])

    def but(self, **changes: Any) -> str:
        """The query of this view with something changed, on the first page unless a page is given."""
        query = replace(self, **{"page": 1, **changes}).query
        return f"?{query}" if query else "?"

    def sorted_by(self, key: str) -> str:
        """The query that sorts by a column; a second time, the other way round."""
        return self.but(sort=f"-{key}" if self.sort == key else key)

    def direction_of(self, key: str) -> str:
        """How a column is sorted now, in the words of `aria-sort`."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.sort, "")
