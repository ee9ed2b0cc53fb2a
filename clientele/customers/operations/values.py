"""A customer's values: tidied, completed with the organisation's defaults, and their derived keys."""

from collections.abc import Mapping
from typing import Any

from clientele.accounts.models import Organization
from clientele.customers.choices import WRITABLE_FIELDS
from clientele.customers.models import Customer
from clientele.kit.phone import phone_key
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned
from clientele.kit.text import name_key, sort_key

_KNOWN = frozenset({"code", *WRITABLE_FIELDS})
_LONGEST_KEY = 600


def clean_customer(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the fields tidy them.

    Raises `validation_error` (422), and KeyError for a field nobody may write, which is a door's defect.
    """
    if unknown := values.keys() - _KNOWN:
        raise KeyError(f"not writable: {sorted(unknown)}")
    tidy = cleaned(Customer, values)
    if "name" in tidy and not name_key(tidy["name"]):
        raise Refusal("validation_error", "This is required.", field="name")
    if "name" in tidy and len(name_key(tidy["name"])) > _LONGEST_KEY:
        raise Refusal("validation_error", "This name is too long to compare with others.", field="name")
    return tidy


def with_defaults(organization: Organization, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a new customer, what is blank of terms, currency and tax rate copied from the organisation."""
    complete = dict(values)
    for field in ("payment_terms", "currency", "tax_rate"):
        if complete.get(field) in (None, ""):
            complete[field] = getattr(organization, field)
    return complete


def derived_keys(tidy: Mapping[str, Any], saved: Customer | None = None) -> dict[str, str]:
    """The keys that follow from the values given, and from those saved where a key needs two of them."""
    keys = {}
    if "name" in tidy:
        keys["name_key"] = name_key(tidy["name"])
        keys["name_sort"] = sort_key(tidy["name"])[:_LONGEST_KEY]
    if "phone" in tidy or (saved and "country" in tidy):
        phone = tidy.get("phone", saved.phone if saved else "")
        country = tidy.get("country", saved.country if saved else "")
        keys["phone_key"] = phone_key(phone, country)
    return keys
