from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.customers.models import Customer, CustomerQuerySet
from clientele.customers.queries import customers_for
from clientele.kit.likeness import ALIKE, alike_key, firm_domain, likeness, telling_words
from clientele.kit.phone import phone_key
from clientele.kit.text import sort_key
from clientele.search.choices import SHORTEST_FRAGMENT
from clientele.search.fragments import Fragments
from clientele.search.queries.hits import beginning_with
from clientele.search.queries.index import Index

MOST = 5
CANDIDATES = 50
_SHORTEST_PHONE = 6


@dataclass(frozen=True)
class Lookalike:
    """A customer that may be the one meant, and why."""

    customer: Customer
    reason: str


def lookalikes(
    member: Member,
    *,
    name: str = "",
    email: str = "",
    phone: str = "",
    website: str = "",
    besides: Customer | None = None,
) -> list[Lookalike]:
    """At most five customers, not archived, with the same e-mail or telephone, alike in name, or at the same domain."""
    there = customers_for(member).current()
    if besides:
        there = there.exclude(pk=besides.pk)
    found: dict[int, Lookalike] = {}
    for reason, customers in (
        ("Same email", _with_email(there, email)),
        ("Same phone", _with_phone(there, phone)),
        ("Similar name", _alike(there, name)),
        ("Same domain", _of_domain(there, email, website)),
    ):
        for customer in customers:
            found.setdefault(customer.pk, Lookalike(customer, reason))
    return list(found.values())[:MOST]


def _with_email(there: CustomerQuerySet, email: str) -> Iterable[Customer]:
    if "@" not in email:
        return []
    own = there.annotate(email_lower=Lower("email")).filter(email_lower=email.strip().lower())
    return own.order_by("pk")[:MOST]


def _with_phone(there: CustomerQuerySet, phone: str) -> Iterable[Customer]:
    key = phone_key(phone)
    return (
        there.exclude(phone_key="").filter(phone_key=key).order_by("pk")[:MOST] if len(key) >= _SHORTEST_PHONE else []
    )


def _of_domain(there: CustomerQuerySet, email: str, website: str) -> Iterable[Customer]:
    domain = firm_domain(email, website)
    return there.exclude(domain_key="").filter(domain_key=domain).order_by("pk")[:MOST] if domain else []


def _alike(there: CustomerQuerySet, name: str) -> Iterable[Customer]:
    """Those whose name begins alike or shares its longest words, the closest first."""
    words = telling_words(name)
    if len("".join(words)) < SHORTEST_FRAGMENT:
        return []
    candidates = {
        row.pk: row for row in beginning_with(there, sort_key(name)[:5]).order_by("name_sort", "pk")[:CANDIDATES]
    }
    same = there.exclude(name_alike="").filter(name_alike=alike_key(name))
    candidates |= {row.pk: row for row in same.order_by("pk")[:CANDIDATES]}
    longest = sorted((word for word in words if len(word) >= SHORTEST_FRAGMENT), key=len, reverse=True)[:2]
    if longest:
        candidates |= {row.pk: row for row in there.filter(pk__in=_holding(longest)).order_by("pk")[:CANDIDATES]}
    rated = [(likeness(name, customer.name), -pk, customer) for pk, customer in candidates.items()]
    return [customer for rate, _, customer in sorted(rated, reverse=True, key=lambda item: item[:2]) if rate >= ALIKE]


def _holding(fragments: list[str]) -> list[int]:
    wanted = Fragments(" ".join(fragments), tuple(fragments), ())
    return Index(wanted).first(CANDIDATES * 4)
