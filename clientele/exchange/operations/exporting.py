"""Customers as a file that any spreadsheet opens, that no spreadsheet calculates, and that an import reads back."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO

from django.db import transaction
from openpyxl import Workbook

from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.customers import policy
from clientele.customers.models import Contact, Customer, CustomerQuerySet, Tag
from clientele.customers.queries import tags_by_customer
from clientele.exchange.choices import CHUNK, TARGET
from clientele.exchange.operations.passing import said
from clientele.exchange.writing.cells import safe
from clientele.kit.money import rounded
from clientele.kit.numbers import plain_number
from clientele.kit.tenancy import inside
from clientele.projects import policy as projects
from clientele.trail.operations import record

#: The columns in order; an import knows each by its heading.
COLUMNS = (
    "name", "code", "kind", "status", "email", "phone", "website", "address_line1", "address_line2", "city", "region",
    "postal_code", "country", "contact_information", "notes", "tags", "contact_name", "contact_role", "contact_email",
    "contact_phone", "account_number", "payment_terms", "currency", "tax_rate", "tax_number", "billing_name",
    "billing_email", "billing_line1", "billing_line2", "billing_city", "billing_region", "billing_postal_code",
    "billing_country",
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """A column after them, which an import leaves out: its heading, who sees it, and its text of a customer."""

    heading: str
    shown_to: Callable[[Member], bool]
    text: Callable[[Customer, Member], str]


def _created(customer: Customer, by: Member) -> str:
    return customer.created_at.astimezone(by.organization.zone).date().isoformat()


def _outstanding(customer: Customer, by: Member) -> str:
    return "; ".join(f"{currency} {rounded(amount, currency)}" for currency, amount in customer.owing)


FACTS = (
    Fact("Created", policy.may_view, _created),
    Fact("Projects", projects.may_view, lambda customer, by: str(customer.projects)),
    Fact("Outstanding balance", billing.may_view, _outstanding),
)
_CONTACT = "contact_"
_OWN_FIELD = "contact_information"


def export_csv(customers: CustomerQuerySet, *, by: Member) -> Iterator[bytes]:
    """The customers as CSV (UTF-8 with a byte order mark, as Excel wants it), in portions as they are read."""
    with inside(by.organization):
        yield "\ufeff".encode()
        yield _lines([headings(by)])
        for rows in _portions(customers, by):
            yield _lines(rows)


def export_xlsx(customers: CustomerQuerySet, *, by: Member) -> IO[bytes]:
    """The customers as a workbook, in a file of its own that goes when it is closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(by.organization.words.many)
    sheet.append(headings(by))
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


def headings(by: Member) -> list[str]:
    """The headings, each the label of the field that an import makes of it, and the facts that the member may see."""
    return [*(TARGET[column].label for column in COLUMNS), *(fact.heading for fact in _facts(by))]


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _portions(customers: CustomerQuerySet, by: Member) -> Iterator[list[list[str]]]:
    found = customers.iterator(chunk_size=CHUNK)
    facts = _facts(by)
    while portion := list(islice(found, CHUNK)):
        tags, contacts = tags_by_customer(portion), _main_contacts(portion)
        yield [
            _row(customer, tags[customer.pk], contacts.get(customer.pk)) + [fact.text(customer, by) for fact in facts]
            for customer in portion
        ]


def _facts(by: Member) -> list[Fact]:
    return [fact for fact in FACTS if fact.shown_to(by)]


def _row(customer: Customer, tags: Sequence[Tag], contact: Contact | None) -> list[str]:
    return [safe(_text(customer, column, tags, contact)) for column in COLUMNS]


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
