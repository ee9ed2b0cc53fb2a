"""What is known of a customer in other slices, as it is kept and as it is counted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from clientele.billing.choices import FINAL, InvoiceKind
from clientele.billing.models import Invoice
from clientele.customers.models import Customer
from clientele.projects.choices import RUNNING
from clientele.projects.models import Project
from clientele.trail.operations import kind_of

Columns = dict[str, Any]
PORTION = 5_000
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Figure:
    """What a slice knows of customers: the columns for one of whom it knows nothing, and how it counts the others."""

    nothing: Columns
    count: Callable[[Q], Iterable[tuple[int, Columns]]]


@dataclass(frozen=True)
class Guards:
    """What keeps a customer from being deleted, and stays open where it goes inactive."""

    running_projects: int
    unpaid_invoices: int
    owing: list[tuple[str, Decimal]]

    def __bool__(self) -> bool:
        return bool(self.running_projects or self.unpaid_invoices)


def guards_of(customer: Customer) -> Guards:
    """Projects that are not finished and invoices that are not paid, as kept; who deletes locks the customer first."""
    return Guards(customer.running_projects, customer.unpaid_invoices, customer.owing)


def counted_figures(kinds: Iterable[str], these: Q, keys: Iterable[int]) -> dict[int, Columns]:
    """What is to be kept of customers with these ids, of some kinds of records; `these` finds it by `customer`."""
    found: dict[int, Columns] = {key: {} for key in keys}
    for figure in (FIGURES[kind] for kind in kinds):
        counted = dict(figure.count(these))
        for key in found:
            found[key] |= counted.get(key, figure.nothing)
    return found


def wrong_figures() -> Iterator[tuple[int, str, Any, Any]]:
    """Each kept column of a customer that is not as counted: whose, which, kept and counted."""
    for keys in portions():
        rows = Customer.objects.filter(pk__gte=keys[0], pk__lte=keys[-1]).order_by("pk").only(*KEPT)
        counted = figures_between(keys)
        for row in rows:
            for name, truth in counted[row.pk].items():
                if getattr(row, name) != truth:
                    yield row.pk, name, getattr(row, name), truth


def figures_between(keys: list[int]) -> dict[int, Columns]:
    """All that is to be kept of the customers of a portion."""
    return counted_figures(FIGURES, Q(customer__gte=keys[0], customer__lte=keys[-1]), keys)


def portions() -> Iterator[list[int]]:
    """The ids of all customers in order, some thousand at a time."""
    last = 0
    ids = Customer.objects.order_by("pk").values_list("pk", flat=True)
    while some := list(ids.filter(pk__gt=last)[:PORTION]):
        yield some
        last = some[-1]


def _projects(these: Q) -> Iterator[tuple[int, Columns]]:
    running = Count("pk", filter=Q(status__in=RUNNING))
    rows = (
        Project.objects.filter(these).order_by().values_list("customer").annotate(number=Count("pk"), running=running)
    )
    for customer, number, unfinished in rows:
        yield customer, {"projects": number, "running_projects": unfinished}


def _invoices(these: Q) -> Iterator[tuple[int, Columns]]:
    """Drafts, void ones and credit notes too, as the customer's tab lists them; from two indexes alone."""
    rows = Invoice.objects.filter(these).order_by()
    found: defaultdict[int, Columns] = defaultdict(lambda: _OWES_NOTHING | {"owed": {}, "billed": {}})
    for customer, currency, number, *sums in _billed(rows):
        found[customer]["invoices"] += number
        if any(sums):
            found[customer]["billed"][currency] = [f"{amount or _ZERO:.3f}" for amount in sums]
    unpaid = rows.filter(balance__gt=_ZERO).values_list("customer", "currency")
    for customer, currency, number, amount in unpaid.annotate(number=Count("pk"), amount=Sum("balance")):
        found[customer]["unpaid_invoices"] += number
        found[customer]["owed"][currency] = amount
    for customer, columns in found.items():
        yield customer, columns | _owed_columns(columns["owed"]) | {"billed": columns["billed"] or None}


def _billed(rows: Any) -> Any:
    """Customer, currency, how many of every kind, and of the final ones what was invoiced, credited and paid."""
    final, credited = Q(status__in=FINAL), Q(kind=InvoiceKind.CREDIT_NOTE)
    return rows.values_list("customer", "currency").annotate(
        number=Count("*"),
        invoiced=Sum("total", filter=final & ~credited),
        credited=Sum("total", filter=final & credited),
        paid=Sum("paid_total", filter=final),
    )


def _owed_columns(owed: dict[str, Decimal]) -> Columns:
    texts = {currency: f"{amount:.3f}" for currency, amount in sorted(owed.items())}
    return {"owed": texts or None, "outstanding": max(owed.values(), default=_ZERO)}


_OWES_NOTHING: Columns = {"invoices": 0, "unpaid_invoices": 0, "outstanding": _ZERO, "owed": None, "billed": None}

#: What is kept of a customer, by the kind of records that it is counted from; a slice adds a line here.
FIGURES = {
    kind_of(Project): Figure({"projects": 0, "running_projects": 0}, _projects),
    kind_of(Invoice): Figure(_OWES_NOTHING, _invoices),
}
KEPT = tuple(name for figure in FIGURES.values() for name in figure.nothing)
