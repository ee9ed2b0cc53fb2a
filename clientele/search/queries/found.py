from dataclasses import dataclass

from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.choices import Status
from clientele.customers.models import Customer
from clientele.customers.queries import customers_for, shown_customers
from clientele.kit.lookups import LAST
from clientele.kit.paging import COUNTED_AT_MOST
from clientele.kit.prepared import Prepared
from clientele.search.fragments import Fragments, fragments_of
from clientele.search.queries.hits import hits_of
from clientele.search.queries.index import Hits, Index, Part
from clientele.search.queries.listed import begun_keys, walked_customers

_SHOWN = ("name", "code", "city", "email", "status", "archived_at", "organization")
_OTHERS = 10
_CURRENT = tuple(Status.values)
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


def found_customers(member: Member, text: str, *, most: int, archived: int, stored: int = 0) -> Found:
    """Who may be meant: names that begin with the text, then those it stands anywhere in, each by name.

    Archived customers follow, for those who may see them, where there are any: `archived` is their kept number,
    `stored` that of all, where it is known.
    """
    wanted = fragments_of(text)
    first = _beginning(member, wanted.whole, most)
    if not wanted.long:
        keys = begun_keys(member, _CURRENT, wanted.whole) if wanted.whole else []
        return Found(first, min(len(keys), COUNTED_AT_MOST), len(keys) > COUNTED_AT_MOST)
    wanted, hits = hits_of(wanted, COUNTED_AT_MOST, _CURRENT, Part("name", 1, most), stored=stored)
    if len(first) < most:
        first += _others(member, wanted, hits, besides=first, most=most)[: most - len(first)]
    if archived and policy.may_view_archived(member) and len(first) < most:
        first += _archived(member, wanted)[: most - len(first)]
    return Found(first, hits.total, hits.is_more)


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


def _others(member: Member, wanted: Fragments, hits: Hits, *, besides: list[Customer], most: int) -> list[Customer]:
    """As many as are shown at all: those who stand first for another reason are among them at worst."""
    if hits.is_all:
        found = shown_customers(member, hits.keys, "name", _SHOWN, 1, most, _CURRENT)
    else:
        found = walked_customers(member, _CURRENT, wanted, "name", _SHOWN, 1, most)
    return [customer for customer in found if customer not in besides]


def _archived(member: Member, wanted: Fragments) -> list[Customer]:
    keys = Index(wanted).first(_OTHERS, ("archived",))
    return shown_customers(member, keys, "name", _SHOWN, 1, _OTHERS, ("archived",))
