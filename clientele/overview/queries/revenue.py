"""What was invoiced less what was credited, by day as it is kept, and as it is counted."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from clientele.accounts.models import Member
from clientele.billing import policy
from clientele.billing.choices import FINAL, InvoiceKind
from clientele.billing.models import Invoice
from clientele.kit.prepared import PreparedValues
from clientele.overview.models import Revenue

Day = tuple[date, str]
#: Net, and of how many documents.
Sums = tuple[Decimal, int]
NOTHING: Sums = (Decimal(0), 0)
_KEPT = PreparedValues(
    lambda organization, since, until: (
        Revenue.objects.filter(organization=organization, day__gte=since, day__lte=until, documents__gt=0)
        .order_by("day", "currency")
        .values_list("day", "currency", "net")
    ),
    organization=int,
    since=date,
    until=date,
)


def revenue_by_month(member: Member, *, since: date, until: date) -> list[tuple[date, str, Decimal]]:
    """Month, currency and net revenue: what was invoiced less what was credited; void invoices are none."""
    if not policy.may_view(member):
        return []
    found: dict[Day, Decimal] = defaultdict(Decimal)
    for day, currency, net in _KEPT(organization=member.organization_id, since=since, until=until):
        found[day.replace(day=1), currency] += net
    return [(month, currency, net) for (month, currency), net in sorted(found.items())]


def kept_revenue() -> dict[Day, Sums]:
    """All that is kept, by day and currency."""
    rows = Revenue.objects.filter(documents__gt=0).order_by("day", "currency")
    return {
        (day, code): (net, number) for day, code, net, number in rows.values_list("day", "currency", "net", "documents")
    }


def counted_revenue(these: Q) -> dict[Day, Sums]:
    """The same counted of some invoices, from an index that holds all of it."""
    rows = Invoice.objects.filter(these, status__in=FINAL).order_by().values_list("issued_on", "currency", "kind")
    found: defaultdict[Day, Sums] = defaultdict(lambda: NOTHING)
    for day, currency, kind, net, number in rows.annotate(net=Sum("subtotal"), number=Count("*")):
        before, counted = found[day, currency]
        signed = -net if kind == InvoiceKind.CREDIT_NOTE else net
        found[day, currency] = before + signed, counted + number
    return dict(found)


def wrong_revenue() -> Iterator[tuple[date, str, Sums, Sums]]:
    """Each day whose kept revenue is not as counted: the day, the currency, kept and counted."""
    kept, counted = kept_revenue(), counted_revenue(Q())
    for day in sorted(kept.keys() | counted.keys()):
        if kept.get(day, NOTHING) != counted.get(day, NOTHING):
            yield *day, kept.get(day, NOTHING), counted.get(day, NOTHING)
