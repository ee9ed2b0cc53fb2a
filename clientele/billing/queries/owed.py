"""What is owed: by age, by month, by customer; each from an index of what is open, whatever is paid."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, IntegerField, Q, Sum, Value, When

from clientele.accounts.models import Member
from clientele.billing import policy
from clientele.billing.choices import InvoiceKind, InvoiceStatus
from clientele.billing.models import Invoice
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.customers.models import Customer

#: Days overdue up to which each age reaches; older is the last.
AGES = (("current", 0), ("days_30", 30), ("days_60", 60), ("days_90", 90), ("older", None))
_ZERO = Decimal(0)
_COUNTED = (InvoiceStatus.SENT, InvoiceStatus.PARTIALLY_PAID, InvoiceStatus.PAID)


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
    """All that a customer was invoiced, per currency, in one query."""
    final = Invoice.objects.filter(customer=customer).exclude(status__in=(InvoiceStatus.DRAFT, InvoiceStatus.VOID))
    credited = Q(kind=InvoiceKind.CREDIT_NOTE)
    sums = final.values_list("currency").annotate(
        invoiced=Sum("total", filter=~credited),
        credited=Sum("total", filter=credited),
        paid=Sum("paid_total"),
        outstanding=Sum("balance"),
    )
    return [
        Billed(currency, *(amount or _ZERO for amount in amounts)) for currency, *amounts in sums.order_by("currency")
    ]


def ageing_of(customer: Customer, on: date) -> list[Ageing]:
    """What a customer owes, per currency."""
    return _aged(Invoice.objects.filter(customer=customer), on)


def ageing_for(member: Member, on: date) -> list[Ageing]:
    """What all customers owe, per currency."""
    return _aged(Invoice.objects.all(), on) if policy.may_view(member) else []


def ageing_in(invoices: InvoiceQuerySet, on: date) -> list[Ageing]:
    """What is open of some invoices, per currency."""
    return _aged(invoices.order_by(), on)


def ageing_by_customer(member: Member, on: date) -> list[tuple[int, str, Ageing]]:
    """Who owes: the customer's id, name and what is open in each currency, largest first."""
    if not policy.may_view(member):
        return []
    rows = _open(Invoice.objects.all(), on).values_list("customer", "customer__name", "currency", "age")
    found: dict[tuple[int, str, str], dict[str, Decimal]] = defaultdict(dict)
    for pk, name, currency, age, amount in rows.annotate(amount=Sum("balance")).order_by():
        found[pk, name, currency][AGES[age][0]] = amount
    aged = [(pk, name, Ageing(currency, amounts)) for (pk, name, currency), amounts in found.items()]
    return sorted(aged, key=lambda row: (row[2].currency, -row[2].outstanding, row[1]))


def revenue_by_month(member: Member, *, since: date, until: date) -> list[tuple[date, str, Decimal]]:
    """Month, currency and net revenue: what was invoiced less what was credited; void invoices are none."""
    if not policy.may_view(member):
        return []
    rows = Invoice.objects.filter(issued_on__gte=since, issued_on__lte=until, status__in=_COUNTED)
    days = rows.values_list("issued_on", "currency", "kind").annotate(net=Sum("subtotal")).order_by()
    found: dict[tuple[date, str], Decimal] = defaultdict(Decimal)
    for day, currency, kind, net in days:
        found[day.replace(day=1), currency] += -net if kind == InvoiceKind.CREDIT_NOTE else net
    return [(month, currency, net) for (month, currency), net in sorted(found.items())]


def gaps_of_billing(customer: Customer) -> tuple[str, ...]:
    """The fields that an invoice to this customer would leave blank."""
    has_address = customer.billing_line1 or customer.address_line1
    has_email = customer.billing_email or customer.email
    missing = (("billing_line1", has_address), ("billing_email", has_email), ("tax_number", customer.tax_number))
    is_person = customer.kind == "individual"
    return tuple(name for name, there in missing if not there and not (is_person and name == "tax_number"))


def _aged(invoices: InvoiceQuerySet, on: date) -> list[Ageing]:
    found: dict[str, dict[str, Decimal]] = defaultdict(lambda: {name: _ZERO for name, _ in AGES})
    rows = _open(invoices, on).values_list("currency", "age").annotate(amount=Sum("balance"))
    for currency, age, amount in rows.order_by("currency", "age"):
        found[currency][AGES[age][0]] = amount
    return [Ageing(currency, amounts) for currency, amounts in found.items()]


def _open(invoices: InvoiceQuerySet, on: date) -> InvoiceQuerySet:
    steps = [
        When(due_on__gte=on - timedelta(days=days), then=Value(place))
        for place, (_, days) in enumerate(AGES)
        if days is not None
    ]
    age = Case(*steps, default=Value(len(AGES) - 1), output_field=IntegerField())
    found: InvoiceQuerySet = invoices.filter(balance__gt=_ZERO).annotate(age=age)
    return found
