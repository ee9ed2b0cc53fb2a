"""Customers as a file that any spreadsheet opens, that no spreadsheet calculates, and that an import reads back."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import transaction
from openpyxl import Workbook

from clientele.accounts.models import Member
from clientele.customers.models import Contact, Customer, CustomerQuerySet, Tag
from clientele.customers.queries import tags_by_customer
from clientele.exchange.choices import CHUNK, TARGET
from clientele.exchange.operations.passing import said
from clientele.kit.numbers import plain_number
from clientele.exchange.writing.cells import safe
from clientele.kit.tenancy import inside
from clientele.trail.operations import record

#: The columns in order; an import knows each by its heading.
COLUMNS = (
    "name", "code", "kind", "status", "email", "phone", "website", "address_line1", "address_line2", "city", "region",
    "postal_code", "country", "contact_information", "notes", "tags", "contact_name", "contact_role", "contact_email",
    "contact_phone", "account_number", "payment_terms", "currency", "tax_rate", "tax_number", "billing_name",
    "billing_email", "billing_line1", "billing_line2", "billing_city", "billing_region", "billing_postal_code",
    "billing_country",
)  # fmt: skip
_CONTACT = "contact_"
_OWN_FIELD = "contact_information"


def export_csv(customers: CustomerQuerySet, *, by: Member) -> Iterator[bytes]:
    """The customers as CSV (UTF-8 with a byte order mark, as Excel wants it), in portions as they are read."""
    with inside(by.organization):
        yield "\ufeff".encode()
        yield _lines([headings()])
        for rows in _portions(customers, by):
            yield _lines(rows)


def export_xlsx(customers: CustomerQuerySet, *, by: Member) -> IO[bytes]:
    """The customers as a workbook, in a file of its own that goes when it is closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Customers")
    sheet.append(headings())
    for rows in _portions(customers, by):
        for row in rows:
            sheet.append(row)
    file: IO[bytes] = SpooledTemporaryFile(max_size=5 * 1024 * 1024)  # noqa: SIM115 - the door closes it
    book.save(file)
    file.seek(0)
    return file


@transaction.atomic
def record_export(number: int, *, by: Member, at: datetime) -> None:
    """Remember who took how many customers out."""
    record("exchange.customers_exported", by, by=by, at=at, number=number)


def headings() -> list[str]:
    """The headings, each the label of the field that an import makes of it."""
    return [*(TARGET[column].label for column in COLUMNS), "Created"]


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _portions(customers: CustomerQuerySet, by: Member) -> Iterator[list[list[str]]]:
    found = customers.iterator(chunk_size=CHUNK)
    zone = by.organization.zone
    while portion := list(islice(found, CHUNK)):
        tags, contacts = tags_by_customer(portion), _main_contacts(portion)
        yield [_row(customer, tags[customer.pk], contacts.get(customer.pk), zone) for customer in portion]


def _row(customer: Customer, tags: Sequence[Tag], contact: Contact | None, zone: Any) -> list[str]:
    texts = [safe(_text(customer, column, tags, contact)) for column in COLUMNS]
    return [*texts, customer.created_at.astimezone(zone).date().isoformat()]


def _text(customer: Customer, column: str, tags: Sequence[Tag], contact: Contact | None) -> str:
    if column == "tags":
        return _joined([tag.name for tag in tags])
    if column.startswith(_CONTACT) and column != _OWN_FIELD:
        return str(getattr(contact, column.removeprefix(_CONTACT))) if contact else ""
    value = getattr(customer, column)
    return plain_number(value) if column == "tax_rate" and value is not None else said(column, value)


def _joined(tags: Sequence[str]) -> str:
    """The tags so that an import takes them apart in the same places, whatever signs are in them."""
    if any(";" in tag for tag in tags):
        return "\n".join(tags if len(tags) > 1 else [*tags, *tags])
    joined = "; ".join(tags)
    return f"{joined};" if len(tags) == 1 and any(mark in joined for mark in ",|") else joined


def _main_contacts(customers: Sequence[Customer]) -> dict[int, Contact]:
    found = Contact.objects.filter(customer__in=customers, is_primary=True).order_by("pk")
    return {contact.customer_id: contact for contact in found}
