"""A customer's values: tidied, completed with the organisation's defaults, and their derived keys."""

from collections.abc import Mapping
from typing import Any

from clientele.accounts.models import Organization
from clientele.customers.choices import WRITABLE_FIELDS
from clientele.customers.models import Customer
from clientele.kit.likeness import alike_key, firm_domain
from clientele.kit.phone import phone_key
from clientele.kit.refusals import FieldError, refuse_together
from clientele.kit.shapes import tidied
from clientele.kit.text import name_key, sort_key

_KNOWN = frozenset({"code", *WRITABLE_FIELDS})
_LONGEST_KEY = 600


def clean_customer(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the fields tidy them.

    Raises `validation_error` (422), and KeyError for a field nobody may write, which is a door's defect.
    """
    tidy, errors = tidy_customer(values)
    refuse_together(errors)
    return tidy


def tidy_customer(values: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """The values that are right, tidied, and what is wrong with the others."""
    if unknown := values.keys() - _KNOWN:
        raise KeyError(f"not writable: {sorted(unknown)}")
    tidy, errors = tidied(Customer, values)
    if "name" in tidy and (wrong := _wrong_with(name_key(tidy["name"]))):
        errors.insert(0, FieldError("name", wrong))
        del tidy["name"]
    return tidy, errors


def _wrong_with(key: str) -> str:
    if not key:
        return "This is required."
    return "This name is too long to compare with others." if len(key) > _LONGEST_KEY else ""


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
        keys["name_alike"] = alike_key(tidy["name"])[:_LONGEST_KEY]
    if "phone" in tidy or (saved and "country" in tidy):
        phone = tidy.get("phone", saved.phone if saved else "")
        country = tidy.get("country", saved.country if saved else "")
        keys["phone_key"] = phone_key(phone, country)
    if "email" in tidy or "website" in tidy:
        keys["domain_key"] = firm_domain(
            tidy.get("email", saved.email if saved else ""), tidy.get("website", saved.website if saved else "")
        )
    return keys
