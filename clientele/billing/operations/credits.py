"""Credit notes: they take back an invoice, whole or in part, with its own snapshot, and have their own numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.billing.choices import InvoiceKind, Unit
from clientele.billing.documents.arithmetic import Sums, net_of, sums_of
from clientele.billing.documents.paper import TaxGroup
from clientele.billing.models import Invoice, Line
from clientele.billing.operations.drafts import draft_invoice
from clientele.billing.operations.refusals import lock_finalised
from clientele.billing.operations.sealing import seal
from clientele.billing.operations.standing import moved, settle
from clientele.billing.operations.taking import release_work
from clientele.billing.queries.credited import credited_groups
from clientele.customers.models import Customer
from clientele.kit.refusals import Conflict, FieldError, Refusal
from clientele.kit.shapes import cleaned
from clientele.trail.operations import record, told_together

_COPIED = ("description", "detail", "quantity", "unit", "unit_price", "discount", "tax_category", "tax_rate")
_NOTHING = Decimal(0)


@transaction.atomic
def credit_invoice(
    invoice: Invoice,
    *,
    by: Member,
    at: datetime,
    lines: Sequence[Mapping[str, Any]] | None = None,
    note: str = "",
    version: int | None = None,
) -> Invoice:
    """Take back what is left of an invoice, or of its `lines` an `amount` (net) or a `quantity` each.

    One that is taken back whole lets its time be billed again; what was paid is then owed. Raises `invoice_credited`,
    `invoice_draft`, `invoice_void`, `credit_note_final` or `version_conflict` (409), `credit_exceeds_invoice` or
    `validation_error` (422).
    """
    current = lock_finalised(invoice, version)
    if current.credited_total == current.total:
        raise Conflict("invoice_credited", f"{current.number} is credited whole.")
    left = _groups_left(current)
    chosen = _what_is_left(current, left) if lines is None else _chosen(current, lines)
    sums = _within(sums_of(chosen, current.currency), left, current)
    credit = _written(current, chosen, sums, note, by=by, at=at)
    with moved(current) as changes:
        current.credited_total += credit.total
        settle(current, at=at)
    if current.credited_total == current.total:
        release_work(current, at=at)
    facts = {"version": current.version, "currency": current.currency, "note": credit.number, "credit": credit.pk}
    record("billing.invoice_credited", current, by=by, at=at, within=current.customer, changes=changes, **facts)
    return credit


@transaction.atomic
def reissue_invoice(
    invoice: Invoice,
    *,
    customer: Customer,
    by: Member,
    at: datetime,
    version: int | None = None,
    confirm_currency: bool = False,
) -> tuple[Invoice, Invoice]:
    """Credit an invoice that went to the wrong customer whole, and draft the same for the right one.

    Answers the credit note and the draft. Raises what crediting and drafting raise, and `validation_error` (422) for
    the customer who has it already.
    """
    if customer.pk == invoice.customer_id:
        raise Refusal("validation_error", f"{invoice.number} went to {customer.name} already.", field="customer")
    with told_together():
        credit = credit_invoice(invoice, by=by, at=at, note=f"Issued again to {customer.name}.", version=version)
        kept = ("currency", "served_from", "served_to", "reference", "note")
        draft = draft_invoice(
            customer=customer,
            values={field: getattr(invoice, field) for field in kept},
            lines=[_copied(line) for line in Line.objects.filter(invoice=invoice).order_by("position")],
            by=by,
            at=at,
            confirm_currency=confirm_currency,
        )
    return credit, draft


def _copied(line: Line) -> dict[str, Any]:
    return {field: getattr(line, field) for field in _COPIED}


def _groups_left(invoice: Invoice) -> dict[tuple[str, Decimal], TaxGroup]:
    """Base and tax of each category and rate that no credit note took back."""
    given = sums_of(Line.objects.filter(invoice=invoice).order_by("position"), invoice.currency)
    gone = credited_groups(invoice)
    left = {}
    for group in given.groups:
        key = (group.category, group.rate)
        base, tax = gone.get(key, (_NOTHING, _NOTHING))
        left[key] = replace(group, base=group.base - base, tax=group.tax - tax)
    return left


def _what_is_left(invoice: Invoice, left: Mapping[tuple[str, Decimal], TaxGroup]) -> list[Line]:
    """All lines again, or, where some of them is credited, a line for each category and rate."""
    if not invoice.credited_total:
        rows = Line.objects.filter(invoice=invoice).order_by("position")
        return [_line(invoice, {**_copied(line), "net": line.net}) for line in rows]
    return [
        _line(invoice, {"description": f"What is left of {invoice.number}"} | _amount_of(group))
        for group in left.values()
        if group.base or group.tax
    ]


def _amount_of(group: TaxGroup) -> dict[str, Any]:
    tax = {"tax_category": group.category, "tax_rate": group.rate}
    return tax | {"quantity": Decimal(1), "unit": Unit.LUMP_SUM, "unit_price": group.base, "net": group.base}


def _chosen(invoice: Invoice, wanted: Sequence[Mapping[str, Any]]) -> list[Line]:
    present = {line.pk: line for line in Line.objects.filter(invoice=invoice)}
    if not wanted:
        raise Refusal("validation_error", "Choose at least one line.", field="lines")
    chosen, errors = [], []
    for place, given in enumerate(wanted):
        try:
            chosen.append(_part(invoice, present.get(given.get("line", 0)), given))
        except Refusal as refusal:
            errors += [FieldError(f"lines.{place}.{e.field}", e.message, e.code) for e in refusal.errors]
    if errors:
        raise Refusal("validation_error", errors[0].message, errors=errors)
    return chosen


def _part(invoice: Invoice, line: Line | None, given: Mapping[str, Any]) -> Line:
    if line is None:
        raise Refusal("validation_error", f"This is no line of {invoice.number}.", field="line")
    copied = _copied(line)
    if given.get("amount") not in (None, ""):
        amount = _amount(given["amount"])
        copied |= {"quantity": Decimal(1), "unit": Unit.LUMP_SUM, "unit_price": amount, "discount": _NOTHING}
    elif given.get("quantity") not in (None, ""):
        copied["quantity"] = cleaned(Line, {"quantity": given["quantity"]})["quantity"]
    net = net_of(copied["quantity"], copied["unit_price"], copied["discount"], invoice.currency)
    if not _NOTHING < net <= line.net:
        field = "quantity" if given.get("amount") in (None, "") else "amount"
        raise Refusal("validation_error", "Credit more than nothing and at most the line.", field=field)
    return _line(invoice, copied | {"net": net})


def _amount(given: Any) -> Decimal:
    try:
        amount: Decimal = cleaned(Line, {"unit_price": given})["unit_price"]
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.message, field="amount") from None
    return amount


def _line(invoice: Invoice, values: Mapping[str, Any]) -> Line:
    return Line(organization=invoice.organization, **values)


def _within(sums: Sums, left: Mapping[tuple[str, Decimal], TaxGroup], invoice: Invoice) -> Sums:
    """The sums with the tax that is left: who takes back the last of a base takes back the last of its tax."""
    groups = []
    for group in sums.groups:
        rest = left[group.category, group.rate]
        if group.base > rest.base:
            raise Refusal(
                "credit_exceeds_invoice", f"This is more than what is left of {invoice.number}.", field="lines"
            )
        groups.append(replace(group, tax=rest.tax if group.base == rest.base else min(group.tax, rest.tax)))
    tax_total = sum((group.tax for group in groups), _NOTHING)
    return replace(sums, tax_total=tax_total, total=sums.subtotal + tax_total, groups=tuple(groups))


def _written(invoice: Invoice, lines: Sequence[Line], sums: Sums, note: str, *, by: Member, at: datetime) -> Invoice:
    today = at.astimezone(invoice.organization.zone).date()
    credit = Invoice(
        organization=invoice.organization,
        customer=invoice.customer,
        project=invoice.project,
        kind=InvoiceKind.CREDIT_NOTE,
        credits=invoice,
        currency=invoice.currency,
        issued_on=today,
        due_on=today,
        payment_terms=invoice.payment_terms,
        reference=invoice.reference,
        billing=invoice.billing,
        created_at=at,
        created_by=by,
        updated_at=at,
        **cleaned(Invoice, {"note": note}),
    )
    credit.save()
    for place, line in enumerate(lines):
        line.invoice, line.position = credit, place + 1
    Line.objects.bulk_create(lines)
    seal(credit, lines, sums, at=at)
    return credit
