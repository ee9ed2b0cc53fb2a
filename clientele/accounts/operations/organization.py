"""Making an organisation and changing its settings."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from clientele.accounts.choices import STARTING_PERMISSIONS, RoleKind
from clientele.accounts.models import Organization, Role, User
from clientele.accounts.operations.members import add_member
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned
from clientele.kit.tenancy import inside
from clientele.kit.text import name_key
from clientele.trail.operations import record


@transaction.atomic
def create_organization(
    *, name: str, slug: str, at: datetime, owner: User | None = None, **values: Any
) -> Organization:
    """Make an organisation with its four starting roles; its owner, where given, is the first member.

    Raises `slug_taken` or `validation_error` (422).
    """
    tidy = cleaned(Organization, {"name": name, "slug": slug, **values})
    if Organization.objects.filter(slug=tidy["slug"]).exists():
        raise _slug_taken(tidy["slug"])
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
