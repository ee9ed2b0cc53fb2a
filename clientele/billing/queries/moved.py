"""Money that came in and went back, day by day."""

from collections.abc import Iterator
from datetime import date
from heapq import merge
from typing import Any

from clientele.accounts.models import Member
from clientele.billing.models import Payment, Refund
from clientele.billing.queries.listed import payments_for, refunds_for

_BATCH = 500


def money_between(member: Member, *, since: date, until: date) -> Iterator[Payment | Refund]:
    """Payments and refunds of some days, both included, in the order of days, read as they are taken."""
    came = payments_for(member).filter(paid_on__gte=since, paid_on__lte=until)
    back = refunds_for(member).filter(refunded_on__gte=since, refunded_on__lte=until)
    both = (rows.select_related("invoice__customer").iterator(_BATCH) for rows in (came, back))
    return merge(*both, key=day_of)


def day_of(moved: Any) -> date:
    """The day of a payment or a refund."""
    day: date = moved.refunded_on if isinstance(moved, Refund) else moved.paid_on
    return day
