"""Drafting an invoice: it can be changed and deleted until it is finalised."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.billing.choices import WRITABLE_FIELDS
from clientele.billing.documents.terms import due_day
from clientele.billing.models import Invoice, Line
from clientele.billing.operations.lines import FIELDS, lines_of_draft, put_lines
from clientele.billing.operations.refusals import lock_draft
from clientele.billing.operations.snapshot import billing_of
from clientele.customers.models import Customer
from clientele.customers.operations.refusals import refuse_archived
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.shapes import cleaned
from clientele.projects.models import Project
from clientele.trail.operations import changes_between, plain, record, told_together

_SHAPED = tuple(field for field in WRITABLE_FIELDS if field != "project")


@transaction.atomic
def draft_invoice(
    *,
    customer: Customer,
    by: Member,
    at: datetime,
    values: Mapping[str, Any] | None = None,
    lines: Sequence[Mapping[str, Any]] = (),
    confirm_currency: bool = False,
) -> Invoice:
    """Begin an invoice, with a copy of what both parties are called today.

    Left blank, the date is today, terms and currency are the customer's. Raises `customer_archived` or
    `currency_unusual` (409), `validation_error` (422).
    """
    draft = begin(customer, values or {}, by=by, at=at, confirm_currency=confirm_currency)
    if lines:
        put_lines(draft, lines, at=at)
    tell_of(draft, by=by, at=at)
    return draft


def begin(
    customer: Customer, values: Mapping[str, Any], *, by: Member, at: datetime, confirm_currency: bool
) -> Invoice:
    """A saved draft without lines, of which the trail does not know yet."""
    draft = unsaved(customer, values, by=by, at=at, confirm_currency=confirm_currency)
    draft.version = 1
    draft.save()
    return draft


def unsaved(
    customer: Customer, values: Mapping[str, Any], *, by: Member, at: datetime, confirm_currency: bool
) -> Invoice:
    """A draft as it would be begun.

    Raises `customer_archived` or `currency_unusual` (409), `validation_error` (422).
    """
    refuse_archived(customer)
    tidy = _tidied(customer, _with_defaults(customer, values, at=at))
    _refuse_unusual_currency(customer, tidy["currency"], confirm_currency)
    draft = Invoice(
        organization=by.organization,
        customer=customer,
        billing=billing_of(by.organization, customer),
        created_at=at,
        created_by=by,
        updated_at=at,
        version=0,
        **tidy,
    )
    draft.due_on = due_day(draft.payment_terms, draft.issued_on)
    return draft


def tell_of(draft: Invoice, *, by: Member, at: datetime) -> None:
    """Write the first entry of a draft."""
    first = {field: [None, plain(value)] for field in WRITABLE_FIELDS if (value := getattr(draft, field))}
    record(
        "billing.invoice_created",
        draft,
        by=by,
        at=at,
        within=draft.customer,
        changes=first,
        version=draft.version,
        currency=draft.currency,
    )


@transaction.atomic
def update_draft(
    invoice: Invoice,
    *,
    changes: Mapping[str, Any],
    by: Member,
    at: datetime,
    lines: Sequence[Mapping[str, Any]] | None = None,
    version: int | None = None,
    confirm_currency: bool = False,
) -> Invoice:
    """Change what differs of a draft, and its lines as `set_lines` does; another currency rounds them anew.

    Raises `invoice_finalised`, `version_conflict` or `currency_unusual` (409), `validation_error` (422).
    """
    _owner_of(changes.get("project"))  # before the invoice, in the order in which a moving project locks both
    current = lock_draft(invoice, version)
    tidy = _tidied(current.customer, {field: changes[field] for field in WRITABLE_FIELDS if field in changes}, current)
    changed = changes_between({field: getattr(current, field) for field in tidy}, tidy)
    if not changed and lines is None:
        return current
    if "currency" in changed:
        _refuse_unusual_currency(current.customer, tidy["currency"], confirm_currency)
    for field, value in tidy.items():
        setattr(current, field, value)
    current.due_on = due_day(current.payment_terms, current.issued_on)
    told = lines_of_draft(current)
    if lines is not None or "currency" in changed:
        present = Line.objects.filter(invoice=current).order_by("position")
        put_lines(current, [_as_given(line) for line in present] if lines is None else lines, at=at)
    else:
        _save(current, at=at)
    if (after := lines_of_draft(current)) != told:
        changed["lines"] = [len(told), len(after)]
    record(
        "billing.invoice_updated",
        current,
        by=by,
        at=at,
        within=current.customer,
        changes=changed,
        version=current.version,
    )
    return current


@transaction.atomic
def refresh_billing(invoice: Invoice, *, by: Member, at: datetime, version: int | None = None) -> Invoice:
    """Copy anew what both parties are called today into a draft.

    Raises `invoice_finalised` or `version_conflict` (409).
    """
    current = lock_draft(invoice, version)
    present = billing_of(by.organization, current.customer)
    if present == current.billing:
        return current
    current.billing = present
    _save(current, at=at)
    record("billing.billing_refreshed", current, by=by, at=at, within=current.customer, version=current.version)
    return current


@transaction.atomic
def delete_draft(invoice: Invoice, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Delete a draft; the time and expenses on it can be billed again.

    Raises `invoice_finalised` or `version_conflict` (409).
    """
    current = lock_draft(invoice, version)
    last = {field: [plain(value), None] for field in WRITABLE_FIELDS if (value := getattr(current, field))}
    facts = {"version": current.version, "currency": current.currency}
    with told_together():
        record("billing.invoice_deleted", current, by=by, at=at, within=current.customer, changes=last, **facts)
        current.delete()


def _save(current: Invoice, *, at: datetime) -> None:
    current.version += 1
    current.updated_at = at
    current.save()


def _with_defaults(customer: Customer, values: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    organization = customer.organization
    given = {field: values[field] for field in WRITABLE_FIELDS if values.get(field) not in (None, "")}
    return {
        "currency": customer.currency or organization.currency,
        "issued_on": at.astimezone(organization.zone).date(),
        "payment_terms": customer.payment_terms or organization.payment_terms,
        **given,
    }


def _tidied(customer: Customer, values: Mapping[str, Any], current: Invoice | None = None) -> dict[str, Any]:
    tidy = cleaned(Invoice, {field: values[field] for field in _SHAPED if field in values})
    if "project" in values:
        tidy["project"] = _project_of(customer, values["project"])
    span = {field: tidy.get(field, getattr(current, field, None)) for field in ("served_from", "served_to")}
    if span["served_from"] and span["served_to"] and span["served_to"] < span["served_from"]:
        raise Refusal("validation_error", "The service ends before it starts.", field="served_to")
    return tidy


def _project_of(customer: Customer, project: Project | None) -> Project | None:
    if project is not None and _owner_of(project) != customer.pk:
        raise Refusal("validation_error", f"{project.name} is not a project of {customer.name}.", field="project")
    return project


def _owner_of(project: Project | None) -> int | None:
    """The customer whose project it is, which it stays until the transaction ends."""
    if project is None:
        return None
    held = Project.objects.select_for_update(no_key=True).filter(pk=project.pk).order_by("pk")
    owner: int | None = held.values_list("customer", flat=True).first()
    return owner


def _refuse_unusual_currency(customer: Customer, currency: str, is_confirmed: bool) -> None:
    if is_confirmed or currency == customer.currency:
        return
    if not Invoice.objects.filter(customer=customer, currency=currency).exists():
        raise Conflict(
            "currency_unusual",
            f"{customer.name} has no invoices in {currency}; {customer.currency} is usual. Confirm the currency.",
            field="currency",
        )


def _as_given(line: Line) -> dict[str, Any]:
    return {"id": line.pk} | {field: getattr(line, field) for field in FIELDS}
