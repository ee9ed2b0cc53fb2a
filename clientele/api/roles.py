"""Roles: bundles of permissions that members have."""

from typing import Annotated, Any

from ninja import Query

from clientele.accounts import policy, queries
from clientele.accounts.models import Role
from clientele.accounts.operations import roles as operations
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.routes import Resource
from clientele.api.shapes import Paging
from clientele.api.team import RoleChange, RoleInput, RoleOutput, is_member, show_role
from clientele.kit.refusals import Conflict

GIVEN = ("role_name_taken", "grants_more_than_held")
roles = Resource(
    "Roles",
    "Bundles of permissions; four come with the organisation. One that needs another is not given without it.",
    show=show_role,
)


@roles.lists("/roles", RoleOutput, may=is_member)
def list_roles(request: ApiRequest, filters: Annotated[Paging, Query()]) -> Any:
    """List roles"""
    return listed(page_for(queries.roles(), filters), lambda page: [show_role(role) for role in page])


@roles.reads("/roles/{int:id}", RoleOutput, may=is_member)
def read_role(request: ApiRequest, id: int) -> RoleOutput:
    """Read a role"""
    return show_role(found(queries.roles(), id))


@roles.creates("/roles", RoleOutput, may=policy.may_manage_roles, refuses=GIVEN)
def create_role(request: ApiRequest, body: RoleInput) -> RoleOutput:
    """Create a role"""
    made = operations.create_role(name=body.name, permissions=body.permissions, by=request.member, at=request.now)
    return show_role(found(queries.roles(), made.pk))


@roles.changes("/roles/{int:id}", RoleOutput, may=policy.may_manage_roles, refuses=(*GIVEN, "owner_role_fixed"))
def update_role(request: ApiRequest, id: int, body: RoleChange) -> RoleOutput:
    """Change a role

    It counts for everybody who has it from their next request on.
    """
    role = found(queries.roles(), id)
    _refuse_stale(request, role)
    given = {"name": role.name, "permissions": role.permissions, **body.given()}
    operations.update_role(role, **given, version=role.version, by=request.member, at=request.now)
    return show_role(found(queries.roles(), id))


@roles.deletes("/roles/{int:id}", may=policy.may_manage_roles, refuses=("starting_role", "role_in_use"))
def delete_role(request: ApiRequest, id: int) -> None:
    """Delete a role that nobody has"""
    role = found(queries.roles(), id)
    _refuse_stale(request, role)
    operations.delete_role(role, by=request.member, at=request.now)


def _refuse_stale(request: ApiRequest, role: Role) -> None:
    version = wanted_version(request)
    if version is not None and version != role.version:
        raise Conflict("version_conflict", f"The role {role.name} was changed by someone else.", current=role)
