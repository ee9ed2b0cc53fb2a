from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.customers.models import Customer, CustomerQuerySet
from clientele.customers.queries import customers_for
from clientele.kit.phone import phone_key
from clientele.kit.text import loose_key, sort_key
from clientele.search.choices import FREE_MAIL, SHORTEST_FRAGMENT
from clientele.search.fragments import Fragments
from clientele.search.queries.hits import beginning_with, first_hits

MOST = 5
CANDIDATES = 50
ALIKE = 0.82
_SHORTEST_PHONE = 6
_FORMS = frozenset(
    [
        "ag",
        "and",
        "co",
        "company",
        "gbr",
        "gmbh",
        "inc",
        "kg",
        "limited",
        "llc",
        "llp",
        "ltd",
        "plc",
        "sa",
        "sarl",
        "sas",
        "sl",
        "srl",
        "the",
        "und",
    ]
)


@dataclass(frozen=True)
class Lookalike:
    """A customer that may be the one meant, and why."""

    customer: Customer
    reason: str


def lookalikes(
    member: Member, *, name: str = "", email: str = "", phone: str = "", besides: Customer | None = None
) -> list[Lookalike]:
    """At most five customers, not archived, with the same e-mail or telephone, at the same domain, or alike in name."""
    there = customers_for(member).current()
    if besides:
        there = there.exclude(pk=besides.pk)
    found: dict[int, Lookalike] = {}
    for reason, customers in (
        ("Same email", _with_email(there, email)),
        ("Same phone", _with_phone(there, phone)),
        ("Similar name", _alike(there, name)),
        ("Same email domain", _of_domain(there, email)),
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
    return there.filter(phone_key=key).order_by("pk")[:MOST] if len(key) >= _SHORTEST_PHONE else []


def _of_domain(there: CustomerQuerySet, email: str) -> Iterable[Customer]:
    domain = sort_key(email).partition("@")[2]
    if "." not in domain.strip(".") or domain in FREE_MAIL:
        return []
    found = there.filter(pk__in=_holding([f"@{domain}"])).order_by("pk")[: MOST * 2]
    return [customer for customer in found if sort_key(customer.email).endswith(f"@{domain}")]


def _alike(there: CustomerQuerySet, name: str) -> Iterable[Customer]:
    """Those whose name begins alike or shares its longest words, the closest first."""
    words = _words(name)
    if len("".join(words)) < SHORTEST_FRAGMENT:
        return []
    candidates = {
        row.pk: row for row in beginning_with(there, sort_key(name)[:5]).order_by("name_sort", "pk")[:CANDIDATES]
    }
    longest = sorted((word for word in words if len(word) >= SHORTEST_FRAGMENT), key=len, reverse=True)[:2]
    if longest:
        candidates |= {row.pk: row for row in there.filter(pk__in=_holding(longest)).order_by("pk")[:CANDIDATES]}
    rated = [(likeness(name, customer.name), -pk, customer) for pk, customer in candidates.items()]
    return [customer for rate, _, customer in sorted(rated, reverse=True, key=lambda item: item[:2]) if rate >= ALIKE]


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1; what only says the legal form does not count, the order of words hardly."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return 0.0
    fewer = min(len(set(mine)), len(set(theirs)))
    if fewer > 1 and (set(mine) <= set(theirs) or set(theirs) <= set(mine)):
        return 1.0 if len(mine) == len(theirs) else 0.9
    return SequenceMatcher(None, " ".join(mine), " ".join(theirs), autojunk=False).ratio()


def _words(name: str) -> list[str]:
    words = loose_key(name).split()
    return [word for word in words if word not in _FORMS] or words


def _holding(fragments: list[str]) -> list[int]:
    wanted = Fragments(" ".join(fragments), tuple(fragments), ())
    _, hits = first_hits(wanted, CANDIDATES * 4)
    return list(hits.states)
