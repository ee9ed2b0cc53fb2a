"""The fixed words of exchange: the fields a column can become, and the states of an import."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A field that a column of a file can become; `many` columns may share one that says so."""

    key: str
    label: str
    group: str
    hint: str = ""
    many: bool = False


TARGETS = (
    Target("name", "Name", "Customer", "required"),
    Target("code", "Code", "Customer"),
    Target("kind", "Company or individual", "Customer"),
    Target("status", "Status", "Customer", "active or inactive"),
    Target("email", "Email", "Customer", many=True),
    Target("phone", "Phone", "Customer", many=True),
    Target("website", "Website", "Customer"),
    Target("tags", "Tags", "Customer", "split at ; or ,", many=True),
    Target("contact_information", "Contact information", "Customer", many=True),
    Target("notes", "Notes", "Customer", many=True),
    Target("address", "Address", "Address", "taken apart", many=True),
    Target("address_line1", "Address, street", "Address"),
    Target("address_line2", "Address, second line", "Address", many=True),
    Target("city", "Address, city", "Address"),
    Target("region", "Address, region", "Address"),
    Target("postal_code", "Address, postcode", "Address"),
    Target("country", "Address, country", "Address"),
    Target("payment_terms", "Payment terms", "Billing", many=True),
    Target("currency", "Currency", "Billing"),
    Target("account_number", "Account number", "Billing"),
    Target("tax_number", "Tax number", "Billing"),
    Target("tax_rate", "Tax rate", "Billing", "in percent"),
    Target("billing_email", "Billing email", "Billing", many=True),
    Target("billing_name", "Billing name", "Billing"),
    Target("billing_line1", "Billing address, street", "Billing"),
    Target("billing_line2", "Billing address, second line", "Billing"),
    Target("billing_city", "Billing address, city", "Billing"),
    Target("billing_region", "Billing address, region", "Billing"),
    Target("billing_postal_code", "Billing address, postcode", "Billing"),
    Target("billing_country", "Billing address, country", "Billing"),
    Target("contact_name", "Contact, name", "Main contact"),
    Target("contact_first_name", "Contact, first name", "Main contact"),
    Target("contact_last_name", "Contact, last name", "Main contact"),
    Target("contact_role", "Contact, role", "Main contact"),
    Target("contact_email", "Contact, email", "Main contact"),
    Target("contact_phone", "Contact, phone", "Main contact"),
)
TARGET = {target.key: target for target in TARGETS}
