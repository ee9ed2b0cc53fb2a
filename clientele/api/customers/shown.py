"""Customers as they are answered, with the same number of queries for one and for two hundred."""

from collections import Counter
from typing import Any

from django.db.models import Count

from clientele.api.customers.schemas import Address, Billing, Counts, CustomerOutput
from clientele.customers.choices import NoteKind
from clientele.customers.models import Contact, Customer, Note
from clientele.customers.queries import tags_by_customer


def show_customers(customers: list[Customer]) -> list[CustomerOutput]:
    """The customers of a page, in its order."""
    tags = tags_by_customer(customers)
    counts = _counts(customers)
    return [_shown(customer, [tag.name for tag in tags[customer.pk]], counts[customer.pk]) for customer in customers]


def show_customer(customer: Customer) -> CustomerOutput:
    """One customer."""
    return show_customers([customer])[0]


def _counts(customers: list[Customer]) -> dict[int, Counts]:
    keys = [customer.pk for customer in customers]
    people = Counter(
        dict(Contact.objects.filter(customer__in=keys).order_by().values_list("customer").annotate(n=Count("pk")))
    )
    notes: Counter[int] = Counter()
    comments: Counter[int] = Counter()
    said: Any = Note.objects.filter(customer__in=keys).order_by().values_list("customer", "kind")
    for key, kind, number in said.annotate(n=Count("pk")):
        (comments if kind == NoteKind.COMMENT else notes)[key] += number
    return {key: Counts(contacts=people[key], notes=notes[key], comments=comments[key]) for key in keys}


def _shown(customer: Customer, tags: list[str], counts: Counts) -> CustomerOutput:
    return CustomerOutput(
        id=customer.pk,
        version=customer.version,
        code=customer.code,
        name=customer.name,
        kind=customer.kind,
        status=customer.status,
        email=customer.email,
        phone=customer.phone,
        website=customer.website,
        address=_address(customer),
        contact_information=customer.contact_information,
        notes=customer.notes,
        tags=tags,
        billing=_billing(customer),
        archived=customer.is_archived,
        merged_into=customer.merged_into_id,
        counts=counts,
        created_at=customer.created_at,
        updated_at=customer.updated_at,
    )


def _address(customer: Customer) -> Address:
    return Address(
        line1=customer.address_line1,
        line2=customer.address_line2,
        city=customer.city,
        region=customer.region,
        postal_code=customer.postal_code,
        country=customer.country,
    )


def _billing(customer: Customer) -> Billing:
    return Billing(
        line1=customer.billing_line1,
        line2=customer.billing_line2,
        city=customer.billing_city,
        region=customer.billing_region,
        postal_code=customer.billing_postal_code,
        country=customer.billing_country,
        name=customer.billing_name,
        email=customer.billing_email,
        account_number=customer.account_number,
        payment_terms=customer.payment_terms,
        currency=customer.currency,
        tax_rate=None if customer.tax_rate is None else f"{customer.tax_rate:.3f}",
        tax_number=customer.tax_number,
    )
