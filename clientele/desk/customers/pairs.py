"""Two customers side by side, as the page of possible duplicates shows them."""

from dataclasses import dataclass
from typing import Any

from clientele.customers.models import Customer, DuplicateDismissal
from clientele.desk.access import MemberRequest
from clientele.search.queries import Pair
from clientele.ui.filters import MONTHS
from clientele.ui.jinja import address

REASONS = {"email": "Same email", "phone": "Same phone", "name": "Similar name", "domain": "Same domain"}
Side = dict[str, Any]


@dataclass(frozen=True)
class ShownPair:
    """Both sides, what is said of them, and the id of the dismissal where there is one."""

    first: Side
    second: Side
    reasons: list[str]
    dismissal: int = 0


def shown_pair(request: MemberRequest, pair: Pair) -> ShownPair:
    """A pair that may be one, and why."""
    reasons = [REASONS[reason] for reason in pair.reasons]
    sides = _sides(request, pair.first, pair.second)
    return ShownPair(*sides, [*reasons, f"{pair.likeness:.0%} likely"])


def shown_dismissal(request: MemberRequest, dismissal: DuplicateDismissal) -> ShownPair:
    """A pair that is none, and who said so."""
    day = dismissal.dismissed_at.astimezone(request.organization.zone)
    told = f"{dismissal.dismissed_by.name} said so on {day.day} {MONTHS[day.month - 1]} {day.year}"
    return ShownPair(*_sides(request, dismissal.first, dismissal.second), [told], dismissal.pk)


def _sides(request: MemberRequest, first: Customer, second: Customer) -> tuple[Side, Side]:
    return _side(request, first, second), _side(request, second, first)


def _side(request: MemberRequest, customer: Customer, other: Customer) -> Side:
    zone = request.organization.zone
    created = customer.created_at.astimezone(zone)
    facts = [
        ("Email", customer.email, customer.email.lower() == other.email.lower()),
        ("Phone", customer.phone, customer.phone_key == other.phone_key),
        ("Website", customer.website, customer.website == other.website),
        ("City", customer.city, customer.city.lower() == other.city.lower()),
        ("Added", f"{created.day} {MONTHS[created.month - 1]} {created.year}", False),
    ]
    return {
        "id": customer.pk,
        "name": customer.name,
        "code": customer.code,
        "state": customer.state,
        "url": address("customers:detail", request.organization.slug, pk=customer.pk),
        "facts": facts,
    }
