"""Pairs of customers of which somebody said that they are two."""

from collections.abc import Iterable

from django.db import models

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.models import DuplicateDismissal


def dismissals_for(member: Member) -> models.QuerySet[DuplicateDismissal]:
    """What was dismissed, as far as the member may see it, newest first."""
    found: models.QuerySet[DuplicateDismissal] = DuplicateDismissal.objects.select_related(
        "first", "second", "dismissed_by__user"
    ).order_by("-dismissed_at", "-pk")
    return found if policy.may_view(member) else found.none()


def dismissed_pairs(firsts: Iterable[int]) -> set[tuple[int, int]]:
    """The dismissed pairs whose first is one of these, by their ids."""
    found = DuplicateDismissal.objects.filter(first__pk__among=list(firsts)).order_by()
    return set(found.values_list("first", "second"))
