"""What belongs to customers, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from clientele.customers.choices import LOG_KINDS, NoteKind
from clientele.customers.models import Contact, Customer, Note


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
