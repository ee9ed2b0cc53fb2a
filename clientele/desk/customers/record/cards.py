"""The cards of a customer's overview, declared: a slice adds a line here and a template beside the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.customers import policy
from clientele.customers.choices import NoteKind
from clientele.customers.models import Customer
from clientele.customers.queries import people_of
from clientele.desk.access import MemberRequest
from clientele.desk.customers.record.comments import comments_shown

Facts = Callable[[MemberRequest, Customer], dict[str, Any]]


@dataclass(frozen=True)
class Card:
    """A card: its template, what it needs, who sees it, and whether it stands in the side column."""

    template: str
    facts: Facts
    shown_to: Callable[[Member], bool] = policy.may_view
    is_aside: bool = False


def _details(request: MemberRequest, customer: Customer) -> dict[str, Any]:
    return {"shows_outstanding": billing.may_view(request.member)}


def _contacts(request: MemberRequest, customer: Customer) -> dict[str, Any]:
    return {"contacts": people_of(customer)}


def _may_read_comments(member: Member) -> bool:
    return policy.may_read_notes(member, NoteKind.COMMENT)


#: The cards, in the order in which they are read and stacked.
CARDS = (
    Card("desk/customers/cards/details.html", _details),
    Card("desk/customers/cards/contacts.html", _contacts),
    Card("desk/customers/cards/comments.html", comments_shown, _may_read_comments, is_aside=True),
)


def cards_for(request: MemberRequest, customer: Customer) -> dict[str, Any]:
    """The templates of both columns and all that they need."""
    shown = [card for card in CARDS if card.shown_to(request.member)]
    needs: dict[str, Any] = {}
    for card in shown:
        needs |= card.facts(request, customer)
    return needs | {
        "main_cards": [card.template for card in shown if not card.is_aside],
        "side_cards": [card.template for card in shown if card.is_aside],
    }
