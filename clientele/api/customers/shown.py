"""Customers as they are answered, with the same number of queries for one and for two hundred."""

from clientele.accounts.models import Member
from clientele.api.customers.schemas import Address, Billing, Counts, CustomerOutput, Owed
from clientele.api.invoices.shown import money
from clientele.billing import policy as billing
from clientele.customers.models import Customer
from clientele.customers.queries import tags_by_customer
from clientele.overview.queries import Belongings, belongings_of
from clientele.projects import policy as projects


def show_customers(customers: list[Customer], member: Member) -> list[CustomerOutput]:
    """The customers of a page, in its order, as far as the member may see what is known of them."""
    tags = tags_by_customer(customers)
    belongings = belongings_of(customers)
    return [
        _shown(
            customer,
            [tag.name for tag in tags[customer.pk]],
            _counts(customer, belongings[customer.pk], member),
            _owed(customer) if billing.may_view(member) else None,
        )
        for customer in customers
    ]


def show_customer(customer: Customer, member: Member) -> CustomerOutput:
    """One customer."""
    return show_customers([customer], member)[0]


def _counts(customer: Customer, belongings: Belongings, member: Member) -> Counts:
    return Counts(
        contacts=belongings.contacts,
        notes=belongings.notes,
        comments=belongings.comments,
        projects=customer.projects if projects.may_view(member) else None,
        invoices=customer.invoices if billing.may_view(member) else None,
    )


def _owed(customer: Customer) -> list[Owed]:
    return [Owed(currency=currency, amount=money(amount, currency)) for currency, amount in customer.owing]


def _shown(customer: Customer, tags: list[str], counts: Counts, outstanding: list[Owed] | None) -> CustomerOutput:
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
        outstanding=outstanding,
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
