from dataclasses import dataclass

from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.choices import Status
from clientele.customers.models import Customer, CustomerQuerySet
from clientele.customers.queries import customers_for
from clientele.kit.paging import COUNTED_AT_MOST
from clientele.kit.prepared import Prepared
from clientele.search.fragments import Fragments, fragments_of
from clientele.search.queries.hits import LAST, Hits, beginning_with, first_hits, walked

_SHOWN = ("name", "code", "city", "email", "status", "archived_at", "organization")
_OTHERS = 10
_NAMED = Prepared(
    lambda organization, text, end: (
        Customer.objects.filter(organization=organization, archived_at=None, name_sort__gte=text, name_sort__lt=end)
        .only(*_SHOWN, "name_sort")
        .order_by("name_sort", "pk")[:_OTHERS]
    ),
    organization=int,
    text=str,
    end=str,
)
_CODED = Prepared(
    lambda organization, text: (
        Customer.objects.alias(code_lower=Lower("code"))
        .filter(organization=organization, archived_at=None, code_lower=text)
        .only(*_SHOWN, "name_sort")
        .order_by("pk")[:_OTHERS]
    ),
    organization=int,
    text=str,
)


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
    first = _beginning(member, wanted.whole, most)
    wanted, hits = _hits(there, wanted, or_enough=not archived)
    total = hits.counted(Status.values)
    if len(first) < most and wanted.long:
        first += _others(there, wanted, hits, besides=first)[: most - len(first)]
    if archived and policy.may_view_archived(member) and len(first) < most:
        first += _archived(member, hits)[: most - len(first)]
    return Found(first, total if hits.is_all else COUNTED_AT_MOST, not hits.is_all)


def _beginning(member: Member, text: str, most: int) -> list[Customer]:
    """Those whose name begins with the text or whose code it is; asked with every letter, so written once."""
    if not policy.may_view(member) or not text:
        return []
    here = member.organization_id
    named = _NAMED(organization=here, text=text, end=text + LAST)
    coded = _CODED(organization=here, text=text) if " " not in text else []
    found = {customer.pk: customer for customer in (*named, *coded)}
    return sorted(found.values(), key=lambda customer: (customer.name_sort, customer.pk))[:most]


def newest_customers(member: Member, *, most: int) -> list[Customer]:
    """The customers added last."""
    there = customers_for(member).active().only(*_SHOWN)
    return list(there.order_by("-created_at", "-pk")[:most])


def _hits(there: CustomerQuerySet, wanted: Fragments, *, or_enough: bool) -> tuple[Fragments, Hits]:
    """The first thousand who match, and how."""
    if wanted.long:
        return first_hits(wanted, COUNTED_AT_MOST, or_enough=or_enough)
    keys = beginning_with(there, wanted.whole).order_by().values_list("pk", "status")[: COUNTED_AT_MOST + 1]
    rows = list(keys)
    return wanted, Hits(dict(rows[:COUNTED_AT_MOST]), is_all=len(rows) <= COUNTED_AT_MOST)


def _others(there: CustomerQuerySet, wanted: Fragments, hits: Hits, besides: list[Customer]) -> list[Customer]:
    narrowed = there.filter(pk__among=list(hits.states)) if hits.is_all else walked(there, wanted)
    return list(narrowed.exclude(pk__among=[customer.pk for customer in besides])[:_OTHERS])


def _archived(member: Member, hits: Hits) -> list[Customer]:
    keys = [pk for pk, state in hits.states.items() if state == "archived"][:_OTHERS]
    return list(customers_for(member).only(*_SHOWN).filter(pk__among=keys).order_by("name_sort", "pk"))
