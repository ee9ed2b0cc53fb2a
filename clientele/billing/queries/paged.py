"""Pages of a list of invoices, and what is open of it: statements written once for each way of asking."""

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from clientele.accounts.models import Member
from clientele.billing import policy
from clientele.billing.models import Invoice
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.billing.queries.listed import InvoiceFilter, in_order, narrowed
from clientele.billing.queries.owed import SINCE, Ageing, aged, days_of_ages, open_by_age
from clientele.kit.paging import COUNTED_AT_MOST, Page, from_the_nearer_end, in_order_of, keys_of_page, last_page
from clientele.kit.prepared import Kind, Prepared, PreparedValues

_SHAPES = 500
#: What a list shows of an invoice.
SHOWN = (
    "number", "kind", "status", "currency", "issued_on", "due_on", "total", "credited_total", "balance",
    "customer__name", "project__name",
)  # fmt: skip
_KINDS: dict[str, Kind] = {
    "customer": int,
    "project": int,
    "currency": str,
    "overdue_on": date,
    "issued_from": date,
    "issued_to": date,
}


@dataclass(frozen=True)
class _Shape:
    """What a filter asks for, without the values: so many filters have one statement."""

    wanted: InvoiceFilter
    asked: tuple[str, ...]

    @property
    def gaps(self) -> dict[str, Kind]:
        return {"organization": int, **{name: _KINDS[name] for name in self.asked}}

    @property
    def is_narrowed(self) -> bool:
        """How best to find the invoices hangs on which they are."""
        return bool(self.asked or self.wanted.statuses or self.wanted.kind)

    def rows(self, organization: int, **asked: Any) -> InvoiceQuerySet:
        there: InvoiceQuerySet = Invoice.objects.filter(organization=organization)
        return narrowed(there, replace(self.wanted, **{name: asked[name] for name in self.asked}))


def page_of_invoices(member: Member, wanted: InvoiceFilter, sort: str, *, number: int, size: int) -> Page:
    """A page of a list of invoices, with what lists show of each; past 1,000 they are not counted.

    Past the middle of a known number they are read from the end.
    """
    if not policy.may_view(member):
        return Page([], 1, size, 0)
    shape, values = _asked(member, wanted)
    counted = len(_keys(shape, COUNTED_AT_MOST + 1)(**values))
    total, is_more = min(counted, COUNTED_AT_MOST), counted > COUNTED_AT_MOST
    number = number if is_more else last_page(total, number=number, size=size)
    start = (number - 1) * size
    if not start:
        return Page(_first(shape, sort, size)(**values) if total else [], number, size, total, is_more)
    rows = in_order(shape.rows(**values), sort)
    if is_more:
        keys = keys_of_page(rows, start, start + size)
    else:
        keys = from_the_nearer_end(rows, start, start + size, total, keys_of_page)
    return Page(shown_invoices(member, keys), number, size, total, is_more)


def shown_invoices(member: Member, keys: list[int]) -> list[Invoice]:
    """The invoices of these keys, in their order, with what lists show of each."""
    if not keys or not policy.may_view(member):
        return []
    return in_order_of(keys, _SHOWN(organization=member.organization_id, keys=keys))


def ageing_listed(member: Member, wanted: InvoiceFilter, on: date) -> list[Ageing]:
    """What is open of a list of invoices, per currency."""
    if not policy.may_view(member):
        return []
    shape, values = _asked(member, wanted)
    return aged(_open(shape)(**values, **dict(zip(SINCE, days_of_ages(on), strict=True))))


def _asked(member: Member, wanted: InvoiceFilter) -> tuple[_Shape, dict[str, Any]]:
    given = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    asked = {name: given[name] for name in _KINDS if given[name]}
    neutral = InvoiceFilter(statuses=wanted.statuses, kind=wanted.kind)
    return _Shape(neutral, tuple(asked)), {"organization": member.organization_id, **asked}


@lru_cache(maxsize=_SHAPES)
def _keys(shape: _Shape, most: int) -> PreparedValues:
    def build(**asked: Any) -> Any:
        return shape.rows(**asked).order_by().values_list("pk")[:most]

    return PreparedValues(build, not shape.is_narrowed, **shape.gaps)


@lru_cache(maxsize=_SHAPES)
def _first(shape: _Shape, sort: str, size: int) -> Prepared[Invoice]:
    def build(**asked: Any) -> InvoiceQuerySet:
        return _as_shown(in_order(shape.rows(**asked), sort))[:size]

    return Prepared(build, not shape.is_narrowed, **shape.gaps)


@lru_cache(maxsize=_SHAPES)
def _open(shape: _Shape) -> PreparedValues:
    def build(**asked: Any) -> Any:
        own = {name: value for name, value in asked.items() if name not in SINCE}
        return open_by_age(shape.rows(**own), [asked[name] for name in SINCE])

    return PreparedValues(build, **shape.gaps, **SINCE)


def _as_shown(invoices: InvoiceQuerySet) -> InvoiceQuerySet:
    found: InvoiceQuerySet = invoices.select_related("customer", "project").only(*SHOWN)
    return found


_SHOWN = Prepared(
    lambda organization, keys: _as_shown(Invoice.objects.filter(organization=organization, pk__among=keys)),
    organization=int,
    keys=list,
)
