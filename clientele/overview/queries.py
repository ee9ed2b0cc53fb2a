"""Questions about the organisation as a whole, and about what belongs to its customers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from clientele.accounts.models import Organization
from clientele.customers.choices import LOG_KINDS, NoteKind
from clientele.customers.models import Contact, Customer, Note
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


@dataclass(frozen=True)
class Belongings:
    """How much belongs to a customer."""

    contacts: int = 0
    notes: int = 0
    comments: int = 0


def belongings_of(customers: Sequence[Customer]) -> dict[int, Belongings]:
    """What belongs to each of these customers, counted in two queries."""
    keys = [customer.pk for customer in customers]
    people = dict(_counted(Contact.objects.filter(customer__in=keys), "customer"))
    notes = _counted(Note.objects.filter(customer__in=keys), "customer", "kind")
    said = {(key, kind): number for key, kind, number in notes}
    return {
        key: Belongings(
            contacts=people.get(key, 0),
            notes=sum(said.get((key, kind), 0) for kind in LOG_KINDS),
            comments=said.get((key, NoteKind.COMMENT), 0),
        )
        for key in keys
    }


def _counted(rows: models.QuerySet[Any], *columns: str) -> Any:
    return rows.order_by().values_list(*columns).annotate(number=models.Count("pk"))
