"""Numbers without gaps: taken from the series' row, locked, in the transaction that finalises."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member, Organization
from clientele.billing.choices import InvoiceKind
from clientele.billing.models import Invoice, Numbering, Series
from clientele.billing.queries.numbers import numbering_of
from clientele.kit.refusals import Conflict, FieldError, Refusal
from clientele.kit.shapes import cleaned
from clientele.trail.operations import changes_between, record

FIELDS = ("invoice_pattern", "credit_note_pattern", "digits")
_PLACEHOLDER = re.compile(r"\{[^}]*\}?|\}")


@transaction.atomic
def set_numbering(organization: Organization, *, changes: Mapping[str, Any], by: Member, at: datetime) -> Numbering:
    """Change how coming invoices and credit notes are numbered; numbers that are given stay.

    Raises `validation_error` (422).
    """
    Numbering.objects.get_or_create(organization=organization)
    current: Numbering = Numbering.objects.select_for_update().get(organization=organization)
    tidy = cleaned(Numbering, {field: changes[field] for field in FIELDS if field in changes})
    changed = changes_between({field: getattr(current, field) for field in tidy}, tidy)
    if not changed:
        return current
    for field, value in tidy.items():
        setattr(current, field, value)
    _refuse_bad_patterns(current)
    current.save()
    record("billing.numbering_changed", current, by=by, at=at, within=organization, changes=changed)
    return current


def next_number(organization: Organization, kind: str, issued_on: date) -> str:
    """The next number of a kind of document; a rollback gives it back.

    Raises `number_taken` (409).
    """
    numbering = numbering_of(organization)
    pattern = numbering.credit_note_pattern if kind == InvoiceKind.CREDIT_NOTE else numbering.invoice_pattern
    year = issued_on.year if "{year}" in pattern else 0
    series, _ = Series.objects.select_for_update().get_or_create(organization=organization, kind=kind, year=year)
    number = numbered(pattern, series.next_number, digits=numbering.digits, year=issued_on.year)
    if Invoice.objects.filter(number=number).exists():
        raise Conflict("number_taken", f"{number} is taken. Change how invoices are numbered in the settings.")
    series.next_number += 1
    series.save(update_fields=["next_number"])
    return number


def numbered(pattern: str, number: int, *, digits: int, year: int) -> str:
    """A number written as its pattern says: `INV-2026-0007`."""
    return pattern.replace("{number}", str(number).zfill(digits)).replace("{year}", str(year))


def _refuse_bad_patterns(numbering: Numbering) -> None:
    errors = [
        FieldError(field, "Write {number} once, and {year} where numbers begin anew each year: INV-{year}-{number}.")
        for field in ("invoice_pattern", "credit_note_pattern")
        if not _is_good(getattr(numbering, field))
    ]
    if not errors and numbering.invoice_pattern.casefold() == numbering.credit_note_pattern.casefold():
        errors = [FieldError("credit_note_pattern", "Credit notes need another pattern than invoices.")]
    if errors:
        raise Refusal("validation_error", errors[0].message, errors=errors)


def _is_good(pattern: str) -> bool:
    found = _PLACEHOLDER.findall(pattern)
    return sorted(found) in (["{number}"], ["{number}", "{year}"])
