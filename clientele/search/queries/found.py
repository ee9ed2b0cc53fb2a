from dataclasses import dataclass

from django.db.models import Q

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.choices import Status
from clientele.customers.models import Customer, CustomerQuerySet
from clientele.customers.queries import customers_for
from clientele.kit.paging import COUNTED_AT_MOST
from clientele.search.fragments import Fragments, fragments_of
from clientele.search.queries.hits import beginning_with, documents_with, walked

_SHOWN = ("name", "code", "city", "email", "status", "archived_at", "organization")


@dataclass(frozen=True)
class Found:
    """The customers to jump to, best first, and how many the list would show: `is_more` than a thousand."""

    customers: list[Customer]
    total: int
    is_more: bool


def found_customers(member: Member, text: str, *, most: int, archived: int) -> Found:
    """Who may be meant: names that begin with the text, then those it stands anywhere in, each by name.

    Archived customers follow, for those who may see them, where there are any: `archived` is their kept number.
    """
    wanted = fragments_of(text)
    there = customers_for(member).current().only(*_SHOWN).order_by("name_sort", "pk")
    first = list(beginning_with(there, wanted.whole)[:most])
    hits = _hits(there, wanted)
    if len(first) < most and wanted.long:
        first += _others(there, wanted, hits, besides=first)[: most - len(first)]
    if archived and policy.may_view_archived(member) and len(first) < most:
        first += _archived(member, wanted)[: most - len(first)]
    return Found(first, min(len(hits), COUNTED_AT_MOST), len(hits) > COUNTED_AT_MOST)


def newest_customers(member: Member, *, most: int) -> list[Customer]:
    """The customers added last."""
    there = customers_for(member).active().only(*_SHOWN)
    return list(there.order_by("-created_at", "-pk")[:most])


def _hits(there: CustomerQuerySet, wanted: Fragments) -> list[int]:
    """The ids of those who match, one more than a thousand at most."""
    if not wanted.long:
        keys = beginning_with(there, wanted.whole).order_by()
        return list(keys.values_list("pk", flat=True)[: COUNTED_AT_MOST + 1])
    documents = documents_with(wanted).filter(state__in=Status.values)
    return list(documents.values_list("object_id", flat=True)[: COUNTED_AT_MOST + 1])


def _others(there: CustomerQuerySet, wanted: Fragments, hits: list[int], besides: list[Customer]) -> list[Customer]:
    known = [customer.pk for customer in besides]
    narrowed = there.filter(pk__in=hits) if len(hits) <= COUNTED_AT_MOST else walked(there, wanted)
    return list(narrowed.filter(~Q(pk__in=known))[:10])


def _archived(member: Member, wanted: Fragments) -> list[Customer]:
    if not wanted.long:
        return []
    keys = documents_with(wanted).filter(state="archived").values_list("object_id", flat=True)[:3]
    return list(customers_for(member).only(*_SHOWN).filter(pk__in=list(keys)).order_by("name_sort", "pk"))
