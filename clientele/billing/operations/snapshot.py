"""What both parties of an invoice are called when it is made."""

from dataclasses import asdict
from typing import Any

from clientele.accounts.models import Organization
from clientele.billing.documents.paper import Bank, Party
from clientele.customers.models import Customer

_BILLED_TO = ("line1", "line2", "city", "region", "postal_code", "country")


def billing_of(organization: Organization, customer: Customer) -> dict[str, Any]:
    """The snapshot: seller, buyer, bank account and footer, in JSON values."""
    return {
        "seller": asdict(_seller(organization)),
        "buyer": asdict(_buyer(customer)),
        "bank": asdict(Bank(organization.bank_holder, organization.iban, organization.bic)),
        "footer": organization.invoice_footer,
    }


def _seller(organization: Organization) -> Party:
    return Party(
        name=organization.name,
        line1=organization.address_line1,
        line2=organization.address_line2,
        city=organization.city,
        region=organization.region,
        postal_code=organization.postal_code,
        country=organization.country,
        email=organization.email,
        phone=organization.phone,
        tax_number=organization.tax_number,
        registration_number=organization.registration_number,
    )


def _buyer(customer: Customer) -> Party:
    """The billing address where any of it is filled in, else the postal one: never a mixture of both."""
    address = {name: getattr(customer, f"billing_{name}") for name in _BILLED_TO}
    if not any(address.values()):
        address = {
            name: getattr(customer, name.replace("line", "address_line") if "line" in name else name)
            for name in _BILLED_TO
        }
    return Party(
        name=customer.billing_name or customer.name,
        email=customer.billing_email or customer.email,
        phone=customer.phone,
        tax_number=customer.tax_number,
        account_number=customer.account_number,
        **address,
    )
