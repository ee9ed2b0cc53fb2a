"""Keeping what is known of a customer in other slices."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q

from clientele.customers.models import Customer, CustomerQuerySet
from clientele.overview.queries import KEPT, counted_figures, figures_between, portions


def refresh_figures(concerned: Mapping[str, Collection[int]]) -> None:
    """Count anew what is known of these customers by kind of record, in the transaction of the change.

    They are locked before, in the order of their ids: who comes second counts what the first did, and no two changes
    wait in a circle.
    """
    keys = set().union(*concerned.values())
    there = {row.pk for row in _locked().filter(pk__in=keys)}
    for kind, customers in concerned.items():
        known = counted_figures([kind], Q(customer__in=customers), there.intersection(customers))
        for pk, columns in known.items():
            Customer.objects.filter(pk=pk).update(**columns)


def recount_figures() -> int:
    """Count anew what is kept of every customer, and answer of how many it was wrong; changes meanwhile wait for it."""
    return sum(_recounted(keys) for keys in portions())


@transaction.atomic
def _recounted(keys: list[int]) -> int:
    rows = list(_locked().filter(pk__gte=keys[0], pk__lte=keys[-1]))
    counted, mended = figures_between(keys), 0
    for row in rows:
        columns = counted.get(row.pk, {})
        if any(getattr(row, name) != value for name, value in columns.items()):
            Customer.objects.filter(pk=row.pk).update(**columns)
            mended += 1
    return mended


def _locked() -> CustomerQuerySet:
    found: CustomerQuerySet = Customer.objects.select_for_update(no_key=True).order_by("pk").only(*KEPT)
    return found
