"""Members: the people of the organisation."""

from typing import Annotated, Any

from django.db import transaction
from ninja import Query

from clientele.accounts import policy, queries
from clientele.accounts.models import Member, Role
from clientele.accounts.operations.members import change_member_role, remove_member, return_member
from clientele.accounts.operations.versions import refuse_stale
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.changeable import allow_member, allow_role
from clientele.api.routes import Resource
from clientele.api.shapes import Paging
from clientele.api.team import MemberChange, MemberOutput, is_member, show_member, show_members

members = Resource("Members", "The people of the organisation; they join by invitation.", show=show_member)


@members.lists("/members", MemberOutput, may=is_member)
def list_members(request: ApiRequest, filters: Annotated[Paging, Query()]) -> Any:
    """List members

    Active people first, by name.
    """
    return listed(page_for(queries.members(), filters), show_members)


@members.reads("/members/{int:id}", MemberOutput, may=is_member)
def read_member(request: ApiRequest, id: int) -> MemberOutput:
    """Read a member"""
    return show_member(found(queries.members(), id))


@members.changes("/members/{int:id}", MemberOutput, may=policy.may_manage_members, refuses=("last_owner",))
def update_member(request: ApiRequest, id: int, body: MemberChange) -> MemberOutput:
    """Give a member another role, remove them, or take them back

    Only an owner changes an owner, and there is always one.
    """
    with transaction.atomic():
        member = found(queries.members(), id)
        role = found(queries.roles(), body.role) if "role" in body.model_fields_set else None
        allow_member(request.member, member)
        if role:
            allow_role(request.member, role)
        refuse_stale(member, wanted_version(request))
        _change(request, member, role, body.is_active if "is_active" in body.model_fields_set else None)
        return show_member(found(queries.members(), id))


def _change(request: ApiRequest, member: Member, role: Role | None, is_active: bool | None) -> None:
    if role:
        change_member_role(member, role=role, by=request.member, at=request.now)
    if is_active is not None:
        change = return_member if is_active else remove_member
        change(member, by=request.member, at=request.now)
