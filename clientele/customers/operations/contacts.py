"""The people at a customer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.customers.models import Contact, Customer
from clientele.customers.operations.refusals import lock_current
from clientele.kit.refusals import Conflict
from clientele.kit.shapes import cleaned
from clientele.trail.operations import changes_between, plain, record

FIELDS = ("name", "role", "email", "phone", "is_primary")


@transaction.atomic
def add_contact(customer: Customer, *, values: Mapping[str, Any], by: Member, at: datetime) -> Contact:
    """Add a person; the first one, and one said to be primary, becomes the primary contact.

    Raises `customer_archived` (409) or `validation_error` (422).
    """
    customer = lock_current(customer)
    tidy = cleaned(Contact, {"name": "", **values})
    if not Contact.objects.filter(customer=customer, is_primary=True).exists():
        tidy["is_primary"] = True
    if tidy.get("is_primary"):
        _unmark_primary(customer)
    contact = Contact(organization=customer.organization, customer=customer, created_at=at, updated_at=at, **tidy)
    contact.save()
    first = {field: [None, plain(value)] for field, value in tidy.items() if value}
    record("customers.contact_added", contact, by=by, at=at, within=customer, changes=first, version=1)
    return contact


@transaction.atomic
def update_contact(
    contact: Contact, *, changes: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> Contact:
    """Change a person; making one primary unmarks the other.

    Raises `customer_archived` or `version_conflict` (409), `validation_error` (422).
    """
    customer = lock_current(contact.customer)
    current: Contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    _refuse_stale(current, version)
    tidy = cleaned(Contact, changes)
    changed = changes_between({field: getattr(current, field) for field in tidy}, tidy)
    if not changed:
        return current
    if tidy.get("is_primary") and not current.is_primary:
        _unmark_primary(customer)
    for field, value in tidy.items():
        setattr(current, field, value)
    current.version += 1
    current.updated_at = at
    current.save()
    record(
        "customers.contact_updated",
        current,
        by=by,
        at=at,
        within=customer,
        changes=changed,
        version=current.version,
    )
    return current


@transaction.atomic
def remove_contact(contact: Contact, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Remove a person; what was known stays in the trail.

    Raises `customer_archived` or `version_conflict` (409).
    """
    customer = lock_current(contact.customer)
    _refuse_stale(contact, version)
    last = {field: [plain(getattr(contact, field)), None] for field in FIELDS if getattr(contact, field)}
    record("customers.contact_removed", contact, by=by, at=at, within=customer, changes=last)
    contact.delete()


def _unmark_primary(customer: Customer) -> None:
    Contact.objects.filter(customer=customer, is_primary=True).update(is_primary=False)


def _refuse_stale(contact: Contact, version: int | None) -> None:
    if version is not None and version != contact.version:
        raise Conflict("version_conflict", f"{contact.name} was changed by someone else.", current=contact)
