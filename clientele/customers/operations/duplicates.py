"""Remembering that two customers which look like one are two."""

from datetime import datetime

from django.db import transaction

from clientele.accounts.models import Member
from clientele.customers.models import Customer, DuplicateDismissal
from clientele.customers.operations.refusals import lock_current
from clientele.kit.refusals import Refusal
from clientele.trail.operations import record


@transaction.atomic
def dismiss_duplicate(one: Customer, other: Customer, *, by: Member, at: datetime) -> DuplicateDismissal:
    """Take a pair off the possible duplicates; saying so twice changes nothing.

    Raises `same_customer` (422) or `customer_archived` (409).
    """
    if one.pk == other.pk:
        raise Refusal("same_customer", "Choose two different ones.", field="second")
    first, second = (lock_current(customer) for customer in sorted((one, other), key=lambda each: each.pk))
    known: DuplicateDismissal | None = DuplicateDismissal.objects.filter(first=first, second=second).first()
    if known is not None:
        return known
    dismissal = DuplicateDismissal(
        organization=first.organization, first=first, second=second, dismissed_by=by, dismissed_at=at
    )
    dismissal.save()
    record(
        "customers.duplicate_dismissed",
        dismissal,
        by=by,
        at=at,
        within=first,
        first=first.name,
        second=second.name,
    )
    return dismissal


@transaction.atomic
def withdraw_dismissal(dismissal: DuplicateDismissal, *, by: Member, at: datetime) -> None:
    """Let a pair be listed among the possible duplicates again."""
    record(
        "customers.dismissal_withdrawn",
        dismissal,
        by=by,
        at=at,
        within=dismissal.first,
        first=dismissal.first.name,
        second=dismissal.second.name,
    )
    dismissal.delete()
