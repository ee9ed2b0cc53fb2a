"""Roles: named bundles of permissions, of which nobody gives more than they hold."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from clientele.accounts.choices import NEEDS, Permission, RoleKind, permission_words, unmet_needs
from clientele.accounts.models import Invitation, Member, Role
from clientele.kit.refusals import Conflict, Refusal, refuse_together
from clientele.kit.shapes import tidied
from clientele.kit.text import name_key
from clientele.trail.operations import changes_between, record


@transaction.atomic
def create_role(*, name: str, permissions: Iterable[str], by: Member, at: datetime) -> Role:
    """Make a role of one's own.

    Raises `role_name_taken`, `grants_more_than_held` or `validation_error` (422).
    """
    tidy = _clean_role(name, permissions, by=by)
    role = Role(organization=by.organization, kind=RoleKind.CUSTOM, name_key=name_key(tidy["name"]), **tidy)
    _save_or_refuse(role)
    record("accounts.role_created", role, by=by, at=at, changes=changes_between({}, tidy))
    return role


@transaction.atomic
def update_role(
    role: Role, *, name: str, permissions: Iterable[str], by: Member, at: datetime, version: int | None = None
) -> Role:
    """Change a role's name and permissions; it counts for everybody who has it from their next request on.

    Raises `owner_role_fixed` or `version_conflict` (409), `role_name_taken`, `grants_more_than_held` or
    `validation_error` (422).
    """
    current: Role = Role.objects.select_for_update().get(pk=role.pk)
    if current.kind == RoleKind.OWNER:
        raise Conflict("owner_role_fixed", "Owners may do everything, and that cannot be changed.")
    if version is not None and version != current.version:
        raise Conflict("version_conflict", f"The role {current.name} was changed by someone else. Look at it again.")
    tidy = _clean_role(name, permissions, by=by, saved=current)
    changed = changes_between({"name": current.name, "permissions": sorted(current.permissions)}, tidy)
    if not changed:
        return current
    current.name, current.permissions = tidy["name"], tidy["permissions"]
    current.name_key = name_key(current.name)
    current.version += 1
    _save_or_refuse(current)
    record("accounts.role_updated", current, by=by, at=at, changes=changed, version=current.version)
    return current


@transaction.atomic
def delete_role(role: Role, *, by: Member, at: datetime) -> None:
    """Delete a role nobody has; removed people who had it would come back with the Member role.

    Raises `starting_role` or `role_in_use` (409).
    """
    current: Role = Role.objects.select_for_update().get(pk=role.pk)
    if current.kind != RoleKind.CUSTOM:
        raise Conflict("starting_role", f"The role {current.name} came with the organisation and stays.")
    _refuse_in_use(current, at)
    plain = Role.objects.get(kind=RoleKind.MEMBER)
    Member.objects.filter(role=current).update(role=plain)
    Invitation.objects.filter(role=current).update(role=None)
    record("accounts.role_deleted", current, by=by, at=at, permissions=current.permissions)
    current.delete()


def _refuse_in_use(role: Role, at: datetime) -> None:
    people = list(Member.objects.filter(role=role, is_active=True).select_related("user")[:4])
    if people:
        names = ", ".join(member.name for member in people[:3]) + (" and others" if len(people) > 3 else "")
        have = "has" if len(people) == 1 else "have"
        raise Conflict("role_in_use", f"{names} still {have} the role {role.name}. Give them another one first.")
    invited = Invitation.objects.filter(role=role, accepted_at=None, revoked_at=None, expires_at__gt=at)
    if waiting := invited.first():
        raise Conflict("role_in_use", f"{waiting.email} is invited as {role.name}. Revoke that invitation first.")


def _clean_role(name: str, permissions: Iterable[str], *, by: Member, saved: Role | None = None) -> dict[str, Any]:
    """The name and the permissions, tidied; all that is wrong with them is told at once."""
    tidy, errors = tidied(Role, {"name": name, "permissions": sorted(set(permissions))})
    added = set(tidy.get("permissions", ())) - set(saved.permissions if saved else ())
    others = Role.objects.exclude(pk=saved.pk) if saved else Role.objects.all()
    is_taken = "name" in tidy and others.filter(name_key=name_key(tidy["name"])).exists()
    empty = set(unmet_needs(tidy.get("permissions", ()))) - set(unmet_needs(saved.permissions) if saved else ())
    taken = _name_taken(tidy["name"]) if is_taken else None
    refuse_together(errors, _more_than_held(by, added), _allows_nothing(by, empty), taken)
    return tidy


def _allows_nothing(by: Member, permissions: Collection[Permission]) -> Refusal | None:
    if not permissions:
        return None
    told = permission_words(by.organization.term)
    needs = {one: " or ".join(f"“{told[needed]}”" for needed in NEEDS[one]) for one in NEEDS if one in permissions}
    sentences = [f"“{told[one]}” needs {needed} too." for one, needed in needs.items()]
    return Refusal("validation_error", " ".join(sentences), field="permissions")


def _more_than_held(by: Member, permissions: Iterable[str]) -> Refusal | None:
    missing = [Permission(permission) for permission in permissions if not by.can(permission)]
    if not missing:
        return None
    told = permission_words(by.organization.term)
    words = "; ".join(told[permission] for permission in sorted(missing))
    return Refusal(
        "grants_more_than_held", f"You cannot give what you may not do yourself: {words}.", field="permissions"
    )


def _name_taken(name: str) -> Refusal:
    return Refusal("role_name_taken", f"There is a role “{name}” already.", field="name")


def _save_or_refuse(role: Role) -> None:
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError:
        raise _name_taken(role.name) from None
