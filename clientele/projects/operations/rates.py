"""What an hour of a person costs by itself."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.kit.numbers import plain_number
from clientele.kit.refusals import Conflict
from clientele.kit.shapes import cleaned
from clientele.projects.models import HourlyRate
from clientele.projects.queries.rates import rate_of, rate_version
from clientele.trail.operations import record

_Rate = tuple[Decimal, str]


@transaction.atomic
def set_rate(
    member: Member, *, amount: Any, currency: str, by: Member, at: datetime, version: int | None = None
) -> HourlyRate | None:
    """Set a person's hourly rate; blank takes it away. Time written before keeps the rate it was written at.

    Raises `version_conflict` (409), `validation_error` (422).
    """
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if version is not None and version != rate_version(member):
        raise Conflict("version_conflict", f"The rate of {member.name} was changed by someone else.", current=member)
    rate = rate_of(member)
    had = (rate.amount, rate.currency) if rate else None
    if amount in ("", None):
        if rate:
            rate.delete()
        _remember(member, had, None, by=by, at=at)
        return None
    tidy = cleaned(HourlyRate, {"amount": amount, "currency": currency})
    rate = rate or HourlyRate(organization=by.organization, member=member)
    rate.amount, rate.currency = tidy["amount"], tidy["currency"]
    rate.save()
    _remember(member, had, (rate.amount, rate.currency), by=by, at=at)
    return rate


def _remember(member: Member, before: _Rate | None, after: _Rate | None, *, by: Member, at: datetime) -> None:
    if before != after:
        words = [f"{plain_number(rate[0])} {rate[1]}" if rate else None for rate in (before, after)]
        record("projects.rate_set", member, by=by, at=at, changes={"hourly_rate": words})
