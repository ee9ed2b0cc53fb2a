"""What is owed: by age and by customer; each from an index of what is open, whatever is paid."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Case, F, IntegerField, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from clientele.accounts.models import Member
from clientele.billing import policy
from clientele.billing.models import Invoice
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.customers.models import Customer
from clientele.kit.prepared import Kind, PreparedValues

#: Days overdue up to which each age reaches; older is the last.
AGES = (("current", 0), ("days_30", 30), ("days_60", 60), ("days_90", 90), ("older", None))
#: The gaps of statements that ask by age, for the days of `days_of_ages`.
SINCE: dict[str, Kind] = {f"since{place}": date for place, (_, days) in enumerate(AGES) if days is not None}
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Ageing:
    """What is open in one currency, by how long it is overdue."""

    currency: str
    amounts: dict[str, Decimal] = field(default_factory=dict)

    @property
    def outstanding(self) -> Decimal:
        return sum(self.amounts.values(), _ZERO)

    @property
    def overdue(self) -> Decimal:
        return self.outstanding - self.amounts.get("current", _ZERO)


@dataclass(frozen=True)
class Billed:
    """What a customer was invoiced in one currency and what became of it; drafts and void invoices are none."""

    currency: str
    invoiced: Decimal
    credited: Decimal
    paid: Decimal
    outstanding: Decimal


def billed_to(customer: Customer) -> list[Billed]:
    """All that a customer was invoiced, per currency, as it is kept with the customer."""
    owed = dict(customer.owing)
    found = sorted((customer.billed or {}).items())
    return [
        Billed(code, Decimal(invoiced), Decimal(credited), Decimal(paid), owed.get(code, _ZERO))
        for code, (invoiced, credited, paid) in found
    ]


def ageing_of(customer: Customer, on: date) -> list[Ageing]:
    """What a customer owes, per currency."""
    return _aged(Invoice.objects.filter(customer=customer), on)


def ageing_for(member: Member, on: date) -> list[Ageing]:
    """What all customers owe, per currency."""
    return _aged(Invoice.objects.all(), on) if policy.may_view(member) else []


def ageing_in(invoices: InvoiceQuerySet, on: date) -> list[Ageing]:
    """What is open of some invoices, per currency."""
    return _aged(invoices, on)


def ageing_by_customer(member: Member, on: date, *, most: int | None = None) -> list[tuple[int, str, Ageing]]:
    """Who owes: the customer's id, name and what is open in each currency, largest first; `most` of each currency."""
    if not policy.may_view(member):
        return []
    asked: dict[str, Any] = {"organization": member.organization_id, **dict(zip(SINCE, days_of_ages(on), strict=True))}
    if most is None:
        rows = _BY_CUSTOMER(**asked)
    elif keys := {customer for (customer,) in _largest(most)(organization=member.organization_id)}:
        rows = _BY_SOME(customers=sorted(keys), **asked)
    else:
        rows = []
    found: dict[tuple[int, str, str], dict[str, Decimal]] = defaultdict(dict)
    for pk, name, currency, age, amount in rows:
        found[pk, name, currency][AGES[age][0]] = amount
    told = [(pk, name, Ageing(currency, amounts)) for (pk, name, currency), amounts in found.items()]
    return sorted(told, key=lambda row: (row[2].currency, -row[2].outstanding, row[1]))


def gaps_of_billing(customer: Customer) -> tuple[str, ...]:
    """The fields that an invoice to this customer would leave blank."""
    has_address = customer.billing_line1 or customer.address_line1
    has_email = customer.billing_email or customer.email
    missing = (("billing_line1", has_address), ("billing_email", has_email), ("tax_number", customer.tax_number))
    is_person = customer.kind == "individual"
    return tuple(name for name, there in missing if not there and not (is_person and name == "tax_number"))


def open_by_age(invoices: InvoiceQuerySet, since: Sequence[date]) -> Any:
    """Currency, place in `AGES` and what is open of some invoices; `since` are the days from which each age is due."""
    rows = _open(invoices, since).order_by().values_list("currency", "age").annotate(amount=Sum("balance"))
    return rows.order_by("currency", "age")


def aged(rows: Iterable[tuple[str, int, Decimal]]) -> list[Ageing]:
    """The same put together, per currency."""
    found: dict[str, dict[str, Decimal]] = defaultdict(lambda: {name: _ZERO for name, _ in AGES})
    for currency, age, amount in rows:
        found[currency][AGES[age][0]] = amount
    return [Ageing(currency, amounts) for currency, amounts in found.items()]


def days_of_ages(on: date) -> list[date]:
    """From which day on an invoice of each age but the oldest is due."""
    return [on - timedelta(days=days) for _, days in AGES if days is not None]


def _aged(invoices: InvoiceQuerySet, on: date) -> list[Ageing]:
    return aged(open_by_age(invoices, days_of_ages(on)))


def _open(invoices: InvoiceQuerySet, since: Sequence[date]) -> InvoiceQuerySet:
    steps = [When(due_on__gte=day, then=Value(place)) for place, day in enumerate(since)]
    age = Case(*steps, default=Value(len(AGES) - 1), output_field=IntegerField())
    found: InvoiceQuerySet = invoices.filter(balance__gt=_ZERO).annotate(age=age)
    return found


def _by_customer(organization: int, customers: str = "", **since: Any) -> Any:
    there = Invoice.objects.filter(organization=organization)
    there = there.filter(customer__pk__among=customers) if customers else there
    rows = _open(there, list(since.values())).order_by().values_list("customer", "customer__name", "currency", "age")
    return rows.annotate(amount=Sum("balance"))


_BY_CUSTOMER = PreparedValues(_by_customer, organization=int, **SINCE)
_BY_SOME = PreparedValues(_by_customer, organization=int, customers=list, **SINCE)


@lru_cache(maxsize=20)
def _largest(most: int) -> PreparedValues:
    """Those who owe most in each currency."""

    def build(organization: int) -> Any:
        rows = Invoice.objects.filter(organization=organization, balance__gt=_ZERO).order_by()
        place = Window(RowNumber(), partition_by="currency", order_by=(F("owes").desc(), F("customer").asc()))
        sums = rows.values("customer", "currency").annotate(owes=Sum("balance"))
        return sums.annotate(place=place).filter(place__lte=most).values_list("customer")

    return PreparedValues(build, organization=int)
