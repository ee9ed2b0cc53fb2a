"""Numbers without gaps: taken from the series' row, locked, in the transaction that finalises."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.forms import model_to_dict

from clientele.accounts.models import Member, Organization
from clientele.billing.models import Invoice, Numbering, Series
from clientele.billing.queries.numbers import numbering_of, numbering_version, numbering_with
from clientele.kit.refusals import Conflict, refuse_together
from clientele.trail.operations import changes_between, record


@transaction.atomic
def set_numbering(
    organization: Organization, *, changes: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> Numbering:
    """Change how coming invoices and credit notes are numbered; numbers that are given stay.

    Raises `version_conflict` (409), `validation_error` (422).
    """
    Numbering.objects.get_or_create(organization=organization)
    current: Numbering = Numbering.objects.select_for_update().get(organization=organization)
    if version is not None and version != numbering_version(current):
        raise Conflict("version_conflict", "How invoices are numbered was changed by someone else.", current=current)
    changed, errors = numbering_with(current, changes)
    refuse_together(errors)
    before, after = model_to_dict(current), model_to_dict(changed)
    if before == after:
        return current
    changed.save()
    told = changes_between(before, after)
    record("billing.numbering_changed", changed, by=by, at=at, within=organization, changes=told)
    return changed


def next_number(organization: Organization, kind: str, issued_on: date) -> str:
    """The next number of a kind of document; a rollback gives it back.

    Raises `number_taken` (409).
    """
    numbering = numbering_of(organization)
    year = numbering.series_year(kind, issued_on.year)
    series, _ = Series.objects.select_for_update().get_or_create(organization=organization, kind=kind, year=year)
    number = numbering.written(kind, series.next_number, year=issued_on.year)
    if Invoice.objects.filter(number=number).exists():
        raise Conflict("number_taken", f"{number} is taken. Change how invoices are numbered in the settings.")
    series.next_number += 1
    series.save(update_fields=["next_number"])
    return number
