"""Keeping what was invoiced on each day."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django_scopes import get_scope

from clientele.overview.models import Revenue
from clientele.overview.queries import counted_revenue, wrong_revenue
from clientele.overview.queries.revenue import NOTHING, Day


def refresh_revenue(days: Iterable[Day]) -> None:
    """Count anew what was invoiced on these days in these currencies, in the transaction of the change.

    The day is locked before: who comes second counts what the first did.
    """
    for day, currency in sorted(days):
        kept = _locked(day, currency)
        net, number = counted_revenue(Q(issued_on=day, currency=currency)).get((day, currency), NOTHING)
        Revenue.objects.filter(pk=kept.pk).update(net=net, documents=number)


def recount_revenue() -> int:
    """Count anew every day that is wrong, and answer how many there were."""
    wrong = [(day, currency) for day, currency, _, _ in wrong_revenue()]
    for one in wrong:
        with transaction.atomic():
            refresh_revenue([one])
    return len(wrong)


def _locked(*day: object) -> Revenue:
    where = dict(zip(("day", "currency"), day, strict=True))
    rows = Revenue.objects.select_for_update().filter(**where).order_by("pk")
    kept: Revenue | None = rows.first()
    if kept is None:
        Revenue.objects.bulk_create([Revenue(organization=get_scope()["organization"], **where)], ignore_conflicts=True)
        kept = rows.get()
    return kept
