"""Invoices found by number and customer."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.db.models import Q

from clientele.accounts.models import Member
from clientele.billing import policy
from clientele.billing.models import Invoice
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.customers.queries import customers_for
from clientele.kit.lookups import LAST
from clientele.kit.paging import COUNTED_AT_MOST
from clientele.kit.prepared import Prepared
from clientele.search.queries.hits import matching


def matching_invoices(member: Member, invoices: InvoiceQuerySet, text: str) -> InvoiceQuerySet:
    """The invoices whose number begins with the text, in either case, or whose customer matches it.

    Up to a thousand customers are told by their keys, so that each condition is found in its own index.
    """
    wanted = text.strip()
    customers = matching(customers_for(member), wanted).order_by().values_list("pk", flat=True)
    keys = list(customers[: COUNTED_AT_MOST + 1])
    either = Q(customer__in=customers) if len(keys) > COUNTED_AT_MOST else Q(customer__pk__among=keys)
    for start in {wanted, wanted.upper()}:
        either |= Q(number__gte=start, number__lt=start + LAST)
    found: InvoiceQuerySet = invoices.filter(either)
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
