from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientele.accounts.models import Organization
from clientele.billing.choices import InvoiceKind
from clientele.billing.models import Invoice, Numbering, Series
from clientele.kit.refusals import FieldError
from clientele.kit.shapes import tidied
from clientele.trail.queries import version_of

_FIELDS = ("invoice_pattern", "credit_note_pattern", "digits")


@dataclass(frozen=True)
class Upcoming:
    """The number that the next document of a kind would get, and whether another one has it."""

    kind: InvoiceKind
    number: str
    is_taken: bool


def numbering_of(organization: Organization) -> Numbering:
    """How an organisation numbers: as it set it, or as every organisation begins."""
    kept: Numbering | None = Numbering.objects.filter(organization=organization).order_by("pk").first()
    return kept or Numbering(organization=organization)


def numbering_version(numbering: Numbering) -> int:
    """Grows by one with each change, from 1 for how every organisation begins."""
    return version_of(numbering) + 1


def numbering_with(current: Numbering, values: Mapping[str, Any]) -> tuple[Numbering, list[FieldError]]:
    """The numbering as these values would make it, not saved, and all that is wrong with them."""
    tidy, errors = tidied(Numbering, {field: values[field] for field in _FIELDS if field in values})
    changed = copy(current)
    for field, value in tidy.items():
        setattr(changed, field, value)
    wrong = {error.field for error in errors}
    return changed, errors + [fault for fault in changed.faults if fault.field not in wrong]


def upcoming_numbers(numbering: Numbering, on: date) -> list[Upcoming]:
    """What the next invoice and the next credit note of a day would be called."""
    begun = Series.objects.filter(organization=numbering.organization_id)
    reached = {(kind, year): number for kind, year, number in begun.values_list("kind", "year", "next_number")}
    numbers = {}
    for kind in InvoiceKind:
        place = reached.get((kind, numbering.series_year(kind, on.year)), 1)
        numbers[kind] = numbering.written(kind, place, year=on.year)
    taken = set(Invoice.objects.filter(number__in=numbers.values()).values_list("number", flat=True))
    return [Upcoming(kind, number, number in taken) for kind, number in numbers.items()]


def series_of(organization: Organization) -> list[Series]:
    """The series that have begun, by kind and year."""
    return list(Series.objects.filter(organization=organization).order_by("kind", "year"))
