"""Customers as they are answered, with the same number of queries for one and for two hundred."""

from clientele.api.customers.schemas import Address, Billing, Counts, CustomerOutput
from clientele.customers.models import Customer
from clientele.customers.queries import tags_by_customer
from clientele.overview.queries import Belongings, belongings_of


def show_customers(customers: list[Customer]) -> list[CustomerOutput]:
    """The customers of a page, in its order."""
    tags = tags_by_customer(customers)
    counts = belongings_of(customers)
    return [_shown(customer, [tag.name for tag in tags[customer.pk]], counts[customer.pk]) for customer in customers]


def show_customer(customer: Customer) -> CustomerOutput:
    """One customer."""
    return show_customers([customer])[0]


def _shown(customer: Customer, tags: list[str], counts: Belongings) -> CustomerOutput:
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
        counts=Counts(contacts=counts.contacts, notes=counts.notes, comments=counts.comments),
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
