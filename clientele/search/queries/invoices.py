"""Invoices found by number and customer."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Q

from clientele.accounts.models import Member
from clientele.billing import policy
from clientele.billing.models import Invoice
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.billing.queries import numbered
from clientele.customers import policy as customer_policy
from clientele.customers.queries import customers_for
from clientele.kit.lookups import LAST
from clientele.kit.paging import COUNTED_AT_MOST
from clientele.kit.prepared import Prepared, PreparedValues
from clientele.search.fragments import fragments_of
from clientele.search.queries.hits import hits_of, matching

_begun = PreparedValues(
    lambda organization, text, end: (
        Invoice.objects.filter(organization=organization, number__gte=text, number__lt=end)
        .order_by("number")
        .values_list("number")[:1]
    ),
    organization=int,
    text=str,
    end=str,
)


@dataclass(frozen=True)
class InvoiceHits:
    """What tells the invoices that a text finds. Those of customers are spread over an order, those by number not."""

    told: Q
    are_spread: bool


def invoice_hits(member: Member, text: str) -> InvoiceHits:
    """The invoices whose number begins with the text, in either case, or whose customer matches it.

    Up to a thousand customers are told by their keys, so that each condition is found in its own index, and numbers are
    not asked for where none begins so.
    """
    wanted, here = text.strip(), member.organization_id
    customers = _customers(member, wanted)
    starts = [
        start for start in sorted({wanted, wanted.upper()}) if _begun(organization=here, text=start, end=start + LAST)
    ]
    told = [numbered(start) for start in starts] + ([customers] if customers else [])
    return InvoiceHits(reduce(or_, told, Q()) if told else Q(pk__in=[]), are_spread=bool(customers))


def _customers(member: Member, text: str) -> Q | None:
    """That an invoice is of a customer whom the text finds; None where it finds nobody."""
    if not customer_policy.may_view(member):
        return None
    wanted = fragments_of(text)
    if wanted.long:
        _, hits = hits_of(wanted, COUNTED_AT_MOST)
        if hits.is_all:
            return Q(customer__pk__among=hits.keys) if hits.keys else None
    rows = matching(customers_for(member), text).order_by().values_list("pk", flat=True)
    keys = list(rows[: COUNTED_AT_MOST + 1])
    if len(keys) > COUNTED_AT_MOST:
        return Q(customer__in=rows)
    return Q(customer__pk__among=keys) if keys else None


def matching_invoices(member: Member, invoices: InvoiceQuerySet, text: str) -> InvoiceQuerySet:
    """Those of these invoices that a text finds."""
    found: InvoiceQuerySet = invoices.filter(invoice_hits(member, text).told)
    return found


def found_invoices(member: Member, text: str, *, customers: Collection[int], most: int) -> list[Invoice]:
    """The invoices that may be meant: numbers that begin with the text, highest first, then the newest of customers.

    `customers` are those whom the text found; none without a text, or for those who may not see invoices.
    """
    wanted = text.strip()
    if not wanted or not policy.may_view(member):
        return []
    here = member.organization_id
    found = _numbered(most)(organization=here, text=wanted.upper(), end=wanted.upper() + LAST)
    if not found and wanted != wanted.upper():
        found = _numbered(most)(organization=here, text=wanted, end=wanted + LAST)
    if len(found) < most and customers:
        there = {invoice.pk for invoice in found}
        newest = _newest(most)(organization=here, customers=list(customers))
        found += [invoice for invoice in newest if invoice.pk not in there]
    return found[:most]


@lru_cache(maxsize=20)
def _numbered(most: int) -> Prepared[Invoice]:
    def build(organization: int, text: str, end: str) -> Any:
        found = Invoice.objects.filter(organization=organization, number__gte=text, number__lt=end)
        return found.select_related("customer").order_by("-number", "-pk")[:most]

    return Prepared(build, organization=int, text=str, end=str)


@lru_cache(maxsize=20)
def _newest(most: int) -> Prepared[Invoice]:
    def build(organization: int, customers: str) -> Any:
        found = Invoice.objects.filter(organization=organization, customer__pk__among=customers)
        return found.select_related("customer").order_by("-issued_on", "-pk")[:most]

    return Prepared(build, organization=int, customers=list)
