"""The lines of a draft, and what they come to."""

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from clientele.accounts.models import Member
from clientele.billing.choices import TaxCategory
from clientele.billing.documents.arithmetic import Sums, net_of, sums_of
from clientele.billing.models import Invoice, Line
from clientele.billing.operations.refusals import lock_draft
from clientele.customers.models import Customer
from clientele.kit.amounts import MOST
from clientele.kit.refusals import FieldError, Refusal
from clientele.kit.shapes import cleaned
from clientele.trail.operations import record

MOST_LINES = 1_000
FIELDS = (
    "description", "detail", "quantity", "unit", "unit_price", "discount", "tax_category", "tax_rate",
)  # fmt: skip
_OUT_OF_THE_WAY = 10**6


@transaction.atomic
def set_lines(
    invoice: Invoice, *, lines: Sequence[Mapping[str, Any]], by: Member, at: datetime, version: int | None = None
) -> Invoice:
    """Make these the lines of a draft; one with the `id` of a line that is there stays that line, with its time.

    Raises `invoice_finalised` or `version_conflict` (409), `validation_error` (422).
    """
    current = lock_draft(invoice, version)
    before = lines_of_draft(current)
    put_lines(current, lines, at=at)
    changes = {"lines": [len(before), len(lines_of_draft(current))]}
    facts: dict[str, Any] = {"version": current.version}
    record("billing.invoice_updated", current, by=by, at=at, within=current.customer, changes=changes, **facts)
    return current


def lines_of_draft(invoice: Invoice) -> list[tuple[Any, ...]]:
    """What the lines say, to compare."""
    return list(Line.objects.filter(invoice=invoice).order_by("position").values_list("pk", *FIELDS))


def put_lines(invoice: Invoice, lines: Sequence[Mapping[str, Any]], *, at: datetime) -> list[Line]:
    """Write the lines of a locked draft and its sums, and answer them in their order.

    Raises `validation_error` (422).
    """
    present = {line.pk: line for line in Line.objects.filter(invoice=invoice)}
    made, sums = lines_made(invoice, lines, present)
    kept = [line.pk for line in made if line.pk]
    Line.objects.filter(invoice=invoice).exclude(pk__in=kept).delete()
    Line.objects.filter(invoice=invoice).update(position=F("position") + _OUT_OF_THE_WAY)
    for line in made:
        if line.pk:
            line.save()
    Line.objects.bulk_create([line for line in made if not line.pk])
    invoice.subtotal, invoice.tax_total, invoice.total = sums.subtotal, sums.tax_total, sums.total
    invoice.updated_at = at
    invoice.version += 1
    invoice.save()
    return made


def lines_made(
    invoice: Invoice, lines: Sequence[Mapping[str, Any]], present: Mapping[int, Line]
) -> tuple[list[Line], Sums]:
    """The lines as they would be saved, in their order, and what they come to.

    Raises `validation_error` (422).
    """
    wanted = clean_lines(invoice, lines, known=present)
    made = [_line(invoice, place, row, present) for place, row in enumerate(wanted)]
    sums = sums_of(made, invoice.currency)
    if sums.total > MOST:
        raise Refusal("validation_error", f"An invoice comes to at most {MOST:,}.", field="lines")
    return made, sums


def _line(invoice: Invoice, place: int, row: dict[str, Any], present: Mapping[int, Line]) -> Line:
    line = present.get(row.pop("id", 0)) or Line(organization=invoice.organization, invoice=invoice)
    for field, value in row.items():
        setattr(line, field, value)
    line.position = place + 1
    line.net = net_of(line.quantity, line.unit_price, line.discount, invoice.currency)
    return line


def clean_lines(invoice: Invoice, lines: Sequence[Mapping[str, Any]], *, known: Container[int]) -> list[dict[str, Any]]:
    """The lines as they are stored; every wrong field is named as `lines.0.quantity`.

    Raises `validation_error` (422).
    """
    if len(lines) > MOST_LINES:
        raise Refusal("validation_error", f"An invoice has at most {MOST_LINES:,} lines.", field="lines")
    usual = default_tax(invoice.customer)
    rows: list[dict[str, Any]] = []
    errors: list[FieldError] = []
    for place, given in enumerate(lines):
        try:
            rows.append(_clean_line(given, usual, known, invoice.currency))
        except Refusal as refusal:
            errors += [FieldError(f"lines.{place}.{e.field}", e.message, e.code) for e in refusal.errors]
    if errors:
        raise Refusal("validation_error", errors[0].message, errors=errors)
    return rows


def default_tax(customer: Customer) -> dict[str, Any]:
    """The tax of a line that says nothing of it: the customer's rate, else the organisation's."""
    organization = customer.organization
    rate = organization.tax_rate if customer.tax_rate is None else customer.tax_rate
    if rate > 0:
        return {"tax_category": TaxCategory.STANDARD, "tax_rate": rate}
    category = TaxCategory.ZERO if organization.tax_number else TaxCategory.OUTSIDE
    return {"tax_category": category, "tax_rate": Decimal(0)}


def _clean_line(
    given: Mapping[str, Any], usual: Mapping[str, Any], known: Container[int], currency: str
) -> dict[str, Any]:
    values = {"description": "", "quantity": Decimal(1), "unit_price": None, "discount": Decimal(0), **given}
    pk = values.pop("id", None)
    if pk is not None and pk not in known:
        raise Refusal("validation_error", "This is no line of this draft.", field="id")
    if "tax_category" not in values and values.get("tax_rate") not in (None, ""):
        tidy_rate = cleaned(Line, {"tax_rate": values["tax_rate"]})["tax_rate"]
        values["tax_category"] = TaxCategory.STANDARD if tidy_rate > 0 else TaxCategory.ZERO
    if "tax_category" not in values:
        values |= usual
    values.setdefault("tax_rate", Decimal(0))
    tidy = cleaned(Line, {"detail": "", "unit": "piece"} | values)
    if (tidy["tax_category"] == TaxCategory.STANDARD) != (tidy["tax_rate"] > 0):
        told = "Tax at the standard rate is more than 0%; every other category has 0%."
        raise Refusal("validation_error", told, field="tax_rate")
    if net_of(tidy["quantity"], tidy["unit_price"], tidy["discount"], currency) > MOST:
        raise Refusal("validation_error", f"A line comes to at most {MOST:,}.", field="unit_price")
    return tidy if pk is None else tidy | {"id": pk}
