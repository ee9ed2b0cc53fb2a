"""The team: who joins, with which role, and who leaves."""

from datetime import datetime

from django.db import transaction

from clientele.accounts.choices import RoleKind
from clientele.accounts.models import ApiToken, Member, Organization, Role, User
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.operations import record


@transaction.atomic
def add_member(organization: Organization, *, user: User, role: Role, at: datetime, by: Member | None = None) -> Member:
    """Take a person into the team; somebody who left earlier comes back with the new role.

    Raises `already_a_member` (422).
    """
    member = Member.objects.select_related("user").filter(user=user).first()
    if member and member.is_active:
        raise Refusal("already_a_member", f"{member.name} is in the team already.", field="email")
    if member is None:
        member = Member(organization=organization, user=user, joined_at=at)
    member.role, member.is_active = role, True
    member.save()
    record("accounts.member_joined", member, by=by or member, at=at, role=role.name)
    return member


@transaction.atomic
def change_member_role(member: Member, *, role: Role, by: Member, at: datetime) -> Member:
    """Give a member another role; it counts from their next request on.

    Raises `last_owner` (409).
    """
    current = _locked(member)
    if current.role_id == role.pk:
        return current
    _keep_an_owner(current)
    changes = {"role": [current.role.name, role.name]}
    current.role = role
    current.save(update_fields=["role"])
    record("accounts.member_role_changed", current, by=by, at=at, changes=changes, role=role.name)
    return current


@transaction.atomic
def remove_member(member: Member, *, by: Member, at: datetime) -> Member:
    """Take a person out of the team: what they wrote stays, their API tokens end, and they may be taken back.

    Raises `last_owner` (409).
    """
    current = _locked(member)
    if not current.is_active:
        return current
    _keep_an_owner(current)
    current.is_active = False
    current.save(update_fields=["is_active"])
    ended = ApiToken.objects.filter(member=current, revoked_at=None).update(revoked_at=at)
    changes = {"is_active": [True, False]}
    record("accounts.member_removed", current, by=by, at=at, changes=changes, tokens_ended=ended)
    return current


@transaction.atomic
def return_member(member: Member, *, by: Member, at: datetime) -> Member:
    """Take a removed person back, with the role they had."""
    current = _locked(member)
    if current.is_active:
        return current
    current.is_active = True
    current.save(update_fields=["is_active"])
    record("accounts.member_returned", current, by=by, at=at, changes={"is_active": [False, True]})
    return current


def _locked(member: Member) -> Member:
    """The member as they are now; owners are counted and changed one at a time."""
    Role.objects.select_for_update().get(kind=RoleKind.OWNER)
    current: Member = Member.objects.select_related("user", "role").get(pk=member.pk)
    return current


def _keep_an_owner(member: Member) -> None:
    if not member.is_owner:
        return
    others = Member.objects.filter(role__kind=RoleKind.OWNER, is_active=True, user__is_active=True)
    if not others.exclude(pk=member.pk).exists():
        raise Conflict("last_owner", f"{member.name} is the only owner. Make somebody else an owner first.")
