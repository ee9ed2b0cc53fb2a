"""Pairs of customers that may be the same one.

Nobody is compared with everybody. Each kind of evidence has an index of its own, in which those who share a key stand
side by side: an index is walked until enough pairs are found, and only those are read, rated and put in order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from django.db.models import Count, F
from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.customers.models import Customer, CustomerQuerySet
from clientele.customers.queries import customers_for, dismissed_pairs
from clientele.kit.likeness import ALIKE, likeness
from clientele.kit.paging import COUNTED_AT_MOST, Page

#: How many pairs of each kind are found at most; with four kinds, what a page costs has an end.
PAIRS_OF_A_KIND = 500
KEYS_AT_ONCE = 100
#: What more than fifty share is a placeholder, and of a group the first ten are paired.
LARGEST_GROUP, PAIRED = 50, 10

KEYS: dict[str, F | Lower] = {
    "email": Lower("email"),
    "phone": F("phone_key"),
    "name": F("name_alike"),
    "domain": F("domain_key"),
}
_WEIGHTS = {"email": 0.75, "phone": 0.6, "name": 0.8, "domain": 0.3}
_SHOWN = ("name", "code", "email", "phone", "website", "city", "status", "archived_at", "created_at", "organization")
_READ = (*_SHOWN, "name_sort", "phone_key", "domain_key")


@dataclass(frozen=True)
class Pair:
    """Two customers that may be one, why (`email`, `phone`, `name`, `domain`), and how likely it is, 0 to 1."""

    first: Customer
    second: Customer
    reasons: tuple[str, ...]
    likeness: float


def page_of_duplicates(member: Member, *, number: int, size: int) -> Page:
    """A page of the pairs that may be the same customer and were not dismissed, the likeliest first."""
    found, is_more = _found(customers_for(member).current())
    ordered = sorted(found, key=lambda pair: (-pair.likeness, pair.first.name_sort, pair.first.pk, pair.second.pk))
    some = ordered[:COUNTED_AT_MOST]
    number = min(number, max(1, -(-len(some) // size)))
    shown = some[(number - 1) * size : number * size]
    return Page(shown, number, size, len(some), is_more=is_more or len(ordered) > len(some))


def _found(there: CustomerQuerySet) -> tuple[list[Pair], bool]:
    pairs: dict[tuple[int, int], Pair] = {}
    is_more = False
    for kind in KEYS:
        some = list(islice(_sharing(there, kind), PAIRS_OF_A_KIND + 1))
        is_more = is_more or len(some) > PAIRS_OF_A_KIND
        for first, second in some[:PAIRS_OF_A_KIND]:
            if (first.pk, second.pk) not in pairs:
                pairs[first.pk, second.pk] = _rated(first, second)
    return list(pairs.values()), is_more


def _sharing(there: CustomerQuerySet, kind: str) -> Iterator[tuple[Customer, Customer]]:
    """Pairs that share a key of one kind, each with the lower id first, without those that were dismissed."""
    last, keys = "", [""] * KEYS_AT_ONCE
    while len(keys) == KEYS_AT_ONCE:
        keys = _shared_keys(kind, after=last)
        if not keys:
            return
        last = keys[-1]
        some = [pair for group in _groups(there, kind, keys) for pair in combinations(group[:PAIRED], 2)]
        dismissed = dismissed_pairs({first.pk for first, _ in some}) if some else set()
        yield from (pair for pair in some if (pair[0].pk, pair[1].pk) not in dismissed)


def _shared_keys(kind: str, *, after: str) -> list[str]:
    """The next keys of a kind that several have, archived ones among them: read from the index alone."""
    shared = Customer.objects.order_by().annotate(key=KEYS[kind]).filter(key__gt=after)
    if kind != "email":
        shared = shared.exclude(**{KEYS[kind].name: ""})  # type: ignore[union-attr]
    counted = shared.values("key").annotate(number=Count("*")).filter(number__range=(2, LARGEST_GROUP))
    return list(counted.order_by("key").values_list("key", flat=True)[:KEYS_AT_ONCE])


def _groups(there: CustomerQuerySet, kind: str, keys: list[str]) -> Iterator[list[Customer]]:
    found: dict[str, list[Customer]] = {key: [] for key in keys}
    rows = there.annotate(key=KEYS[kind]).filter(key__in=keys).only(*_READ).order_by("pk")
    for customer in rows:
        found[customer.key].append(customer)
    yield from found.values()


def _rated(first: Customer, second: Customer) -> Pair:
    """All that speaks for the pair, whichever of it led here; each piece of evidence leaves less room for doubt."""
    rate = likeness(first.name, second.name)
    evidence = {
        "email": _is_same(first.email.lower(), second.email.lower()),
        "phone": _is_same(first.phone_key, second.phone_key),
        "name": rate if rate >= ALIKE else 0.0,
        "domain": _is_same(first.domain_key, second.domain_key),
    }
    doubt = 1.0
    for reason, strength in evidence.items():
        doubt *= 1 - _WEIGHTS[reason] * strength
    return Pair(first, second, tuple(reason for reason, strength in evidence.items() if strength), round(1 - doubt, 2))


def _is_same(one: str, other: str) -> float:
    return float(bool(one) and one == other)
