"""What the address of the invoice list asks for: read strictly, and written in one canonical form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from clientele.billing.choices import OUTSTANDING, InvoiceStatus
from clientele.billing.queries import SORTS, InvoiceFilter
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

PAGE_SIZE = 20
#: What the pickers among the filters are searched for is read by them and is no part of the view.
PARAMETERS = ("q", "show", "customer", "project", "from", "to", "sort", "page", "find_customer", "find_project")
FIRST_SORT = "-issued_on"
#: What each pill narrows to; `overdue` also asks for the day.
PILLS: dict[str, tuple[str, tuple[str, ...]]] = {
    "": ("All", ()),
    "draft": ("Draft", (InvoiceStatus.DRAFT.value,)),
    "outstanding": ("Outstanding", tuple(status.value for status in OUTSTANDING)),
    "overdue": ("Overdue", ()),
    "paid": ("Paid", (InvoiceStatus.PAID.value,)),
    "void": ("Void", (InvoiceStatus.VOID.value,)),
}


@dataclass(frozen=True, kw_only=True)
class Listing(View):
    """One view of the list of invoices."""

    first_sort = FIRST_SORT

    shown: str = ""
    customer: int | None = None
    project: int | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    sort: str = FIRST_SORT

    def wanted(self, today: date) -> InvoiceFilter:
        """What the invoices are narrowed to."""
        return InvoiceFilter(
            statuses=PILLS[self.shown][1],
            overdue_on=today if self.shown == "overdue" else None,
            customer=self.customer,
            project=self.project,
            issued_from=self.issued_from,
            issued_to=self.issued_to,
        )

    @property
    def may_owe(self) -> bool:
        """Whether something may be open of what is shown."""
        return self.shown not in ("draft", "paid", "void")

    @property
    def filters(self) -> int:
        """How many filters of the panel are set."""
        return sum(map(bool, (self.customer, self.project, self.issued_from or self.issued_to)))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.filters or self.shown)

    @property
    def pairs(self) -> list[tuple[str, Any]]:
        return [
            ("show", self.shown),
            ("customer", self.customer),
            ("project", self.project),
            ("from", self.issued_from),
            ("to", self.issued_to),
        ]

    @property
    def cleared(self) -> str:
        """The query without any filter of the panel; search, pill and order stay."""
        return self.but(customer=None, project=None, issued_from=None, issued_to=None)

    @property
    def pills(self) -> list[dict[str, object]]:
        """All invoices, or those that stand in one way."""
        return [
            {"label": label, "url": self.but(shown=value), "current": self.shown == value}
            for value, (label, _) in PILLS.items()
        ]


def read_listing(given: QueryDict) -> Listing:
    """The view that an address asks for; blank parameters count as absent.

    Raises BadRequest (400) that names what is wrong.
    """
    values = read_parameters(given, known=PARAMETERS)
    since, until = read_span(values, "from", "to")
    return Listing(
        q=read_search(values),
        shown=next(iter(read_choices(values, "show", PILLS)), ""),
        customer=read_key(values, "customer"),
        project=read_key(values, "project"),
        issued_from=since,
        issued_to=until,
        sort=read_sort(values, SORTS, FIRST_SORT),
        page=read_page(values),
    )
