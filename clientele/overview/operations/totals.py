"""Keeping how many customers there are of each status."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F

from clientele.accounts.models import Organization
from clientele.overview.models import Totals
from clientele.overview.queries import counted_totals


def shift_totals(organization_id: int, moved: Mapping[str, int]) -> None:
    """Add to the kept numbers in the transaction of the change; one row, so two changes never wait in a circle."""
    steps = {state: F(state) + number for state, number in moved.items() if number}
    if not steps or Totals.objects.filter(organization=organization_id).update(**steps):
        return
    try:
        with transaction.atomic():
            Totals(organization_id=organization_id).save()
    except IntegrityError:
        pass  # another request made the row a moment ago
    Totals.objects.filter(organization=organization_id).update(**steps)


@transaction.atomic
def recount(organization: Organization) -> Totals:
    """Count anew and keep that; changes made meanwhile wait for it."""
    Totals.objects.get_or_create(organization=organization)
    kept: Totals = Totals.objects.select_for_update().get(organization=organization)
    for state, number in counted_totals(organization).by_state.items():
        setattr(kept, state, number)
    kept.save()
    return kept
