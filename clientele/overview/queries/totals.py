"""How many customers there are of each status."""

from clientele.accounts.models import Organization
from clientele.customers.queries import status_totals
from clientele.kit.prepared import Prepared
from clientele.overview.models import Totals

_TOTALS = Prepared(lambda organization: Totals.objects.filter(organization=organization), organization=int)


def totals_for(organization: Organization) -> Totals:
    """How many customers there are of each status, as kept: one row, whatever is stored."""
    return next(iter(_TOTALS(organization=organization.pk)), None) or Totals(organization=organization)


def counted_totals(organization: Organization) -> Totals:
    """The same, counted: the truth that the kept row must equal."""
    return Totals(organization=organization, **{"active": 0, "inactive": 0, **status_totals()})


def differences(organization: Organization) -> dict[str, tuple[int, int]]:
    """Each status whose kept number is not the counted one: kept and counted; empty where all is well."""
    kept, counted = totals_for(organization).by_state, counted_totals(organization).by_state
    return {state: (kept[state], counted[state]) for state in kept if kept[state] != counted[state]}
