"""The team: who joins, with which role, and who leaves."""

from datetime import datetime

from django.db import transaction

from clientele.accounts.models import Member, Organization, Role, User
from clientele.kit.refusals import Refusal
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
