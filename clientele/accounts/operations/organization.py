"""Making an organisation and changing its settings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from clientele.accounts.choices import STARTING_PERMISSIONS, Feature, RoleKind, feature_words
from clientele.accounts.models import Member, Organization, Role, User
from clientele.accounts.operations.members import add_member
from clientele.kit.refusals import Refusal, refuse_together
from clientele.kit.shapes import cleaned, tidied
from clientele.kit.tenancy import inside
from clientele.kit.text import name_key
from clientele.trail.operations import changes_between, record

#: What settings may change; the slug stays, since addresses, bookmarks and tokens stand on it.
CHANGEABLE = frozenset(
    [
        "name",
        "term",
        "time_zone",
        "email",
        "phone",
        "address_line1",
        "address_line2",
        "city",
        "region",
        "postal_code",
        "country",
        "tax_number",
        "registration_number",
        "bank_holder",
        "iban",
        "bic",
        "invoice_footer",
        "currency",
        "payment_terms",
        "tax_rate",
    ]
)


@transaction.atomic
def create_organization(
    *, name: str, slug: str, at: datetime, owner: User | None = None, **values: Any
) -> Organization:
    """Make an organisation with its four starting roles; its owner, where given, is the first member.

    Raises `slug_taken` or `validation_error` (422).
    """
    tidy, errors = tidied(Organization, {"name": name, "slug": slug, **values})
    is_taken = "slug" in tidy and Organization.objects.filter(slug=tidy["slug"]).exists()
    refuse_together(errors, _slug_taken(tidy["slug"]) if is_taken else None)
    try:
        with transaction.atomic():
            organization = Organization.objects.create(**tidy, created_at=at)
    except IntegrityError:
        raise _slug_taken(tidy["slug"]) from None
    with inside(organization):
        roles = _create_starting_roles(organization)
        first = add_member(organization, user=owner, role=roles[RoleKind.OWNER], at=at) if owner else None
        record("accounts.organization_created", organization, by=first, at=at)
    return organization


@transaction.atomic
def update_organization(
    organization: Organization, *, changes: Mapping[str, Any], by: Member, at: datetime
) -> Organization:
    """Change settings that differ; customers keep the terms, currency and tax rate they were created with.

    Raises `slug_immutable` or `validation_error` (422).
    """
    if "slug" in changes and changes["slug"] != organization.slug:
        raise Refusal("slug_immutable", "The address stays as it is, so that every link keeps working.", field="slug")
    current = _locked(organization)
    tidy = cleaned(Organization, {field: value for field, value in changes.items() if field in CHANGEABLE})
    changed = changes_between({field: getattr(current, field) for field in tidy}, tidy)
    if changed:
        for field in changed:
            setattr(current, field, tidy[field])
        current.save(update_fields=list(changed))
        record("accounts.organization_updated", current, by=by, at=at, changes=changed)
    return current


@transaction.atomic
def switch_feature(
    organization: Organization, *, feature: Feature, is_on: bool, by: Member, at: datetime
) -> Organization:
    """Switch a feature on or off for everybody in the organisation."""
    current = _locked(organization)
    if current.has_feature(feature) == is_on:
        return current
    disabled = set(current.disabled_features) ^ {feature.value}
    current.disabled_features = sorted(disabled)
    current.save(update_fields=["disabled_features"])
    changes = {feature.value: [not is_on, is_on]}
    state = "on" if is_on else "off"
    words = feature_words(current.term)[feature]
    record("accounts.feature_switched", current, by=by, at=at, changes=changes, feature=words, state=state)
    return current


def _locked(organization: Organization) -> Organization:
    return Organization.objects.select_for_update().get(pk=organization.pk)


def _create_starting_roles(organization: Organization) -> dict[str, Role]:
    roles = {}
    for kind, permissions in STARTING_PERMISSIONS.items():
        label = str(RoleKind(kind).label)
        roles[kind] = Role.objects.create(
            organization=organization,
            kind=kind,
            name=label,
            name_key=name_key(label),
            permissions=sorted(permissions),
        )
    return roles


def _slug_taken(slug: str) -> Refusal:
    return Refusal("slug_taken", f"The address “{slug}” is taken. Choose another.", field="slug")
