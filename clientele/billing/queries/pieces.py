"""Time and expenses that can be billed, one by one, in few words each: there may be thousands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clientele.billing.documents.arithmetic import hours_of, net_of
from clientele.billing.queries.work import billable_expenses, billable_time
from clientele.projects.models import Project

#: More than this is not looked at together; a shorter period is.
MOST_PIECES = 5_000
_ORDER = ("project__name_sort", "project", "member__user__name", "member", "day", "pk")


@dataclass(frozen=True, slots=True)
class Piece:
    """A time entry or an expense: whose it is and what it comes to; `amount` is None where it has no rate."""

    pk: int
    project: int
    member: int
    amount: Decimal | None
    minutes: int = 0
    code: int | None = None
    rate: Decimal | None = None


def pieces_of_time(projects: Sequence[Project], since: date | None, until: date | None) -> list[Piece]:
    """The time that can be billed, by project and person, in order of days."""
    rows = billable_time(*projects, since=since, until=until).order_by(*_ORDER)
    names = ("pk", "project", "member", "minutes", "billing_code", "rate")
    found = rows.values_list(*names)[:MOST_PIECES]
    currency = projects[0].currency
    return [
        Piece(pk, project, member, _worth(minutes, rate, currency), minutes, code, rate)
        for pk, project, member, minutes, code, rate in found
    ]


def pieces_of_expenses(projects: Sequence[Project], since: date | None, until: date | None) -> list[Piece]:
    """The expenses that can be billed, by project and person, in order of days."""
    rows = billable_expenses(*projects, since=since, until=until).order_by(*_ORDER)
    found = rows.values_list("pk", "project", "member", "amount")[:MOST_PIECES]
    return [Piece(pk, project, member, amount) for pk, project, member, amount in found]


def net_of_pieces(pieces: Sequence[Piece], currency: str, summed_by: str = "") -> Decimal:
    """What they come to before tax: each rounded, or summed by what `summed_by` names and the rate before it is."""
    if not summed_by:
        return sum((piece.amount for piece in pieces if piece.amount is not None), Decimal(0))
    key: Callable[[Piece], Any] = (lambda one: one.member) if summed_by == "member" else (lambda one: one.code)
    minutes: dict[Any, int] = {}
    for piece in pieces:
        if piece.rate is not None:
            place = (piece.project, key(piece), piece.rate)
            minutes[place] = minutes.get(place, 0) + piece.minutes
    return sum((_worth(spent, rate, currency) or Decimal(0) for (*_, rate), spent in minutes.items()), Decimal(0))


def _worth(minutes: int, rate: Decimal | None, currency: str) -> Decimal | None:
    return None if rate is None else net_of(hours_of(minutes), rate, Decimal(0), currency)
