"""The team: members and roles."""

from pydantic import Field

from clientele.accounts.choices import Permission
from clientele.accounts.models import Member, Role
from clientele.api.shapes import Change, Id, Input, Moment, Output, Record
from clientele.trail.queries import versions_of


class RoleName(Output):
    """A role by name."""

    id: int = Field(examples=[2])
    name: str = Field(examples=["Lead"])


class MemberOutput(Record):
    """A person's place in the organisation; removed people stay, as authors of what they wrote."""

    name: str = Field(examples=["Dana Lead"])
    email: str = Field(examples=["dana@brightwater.example"])
    role: RoleName
    is_active: bool = Field(examples=[True])
    joined_at: Moment


class RoleOutput(Record):
    """A named bundle of permissions."""

    name: str = Field(examples=["Lead"])
    kind: str = Field(description="Which starting role it is, or `custom`.", examples=["lead"])
    permissions: list[str] = Field(examples=[["clients:view", "clients:create_edit_delete"]])
    members: int = Field(description="How many people have it.", examples=[3])


class MemberChange(Change):
    """Another role, or a place in the team taken away or given back."""

    role: Id = Field(1, description="The role's id; nobody gives more than they hold.", examples=[2])
    is_active: bool = Field(True, strict=True, description="False removes the person; their tokens end.")


class RoleInput(Input):
    """A new role."""

    name: str = Field(min_length=1, max_length=60, examples=["Dispatcher"])
    permissions: list[Permission] = Field(
        min_length=1,
        max_length=len(Permission),
        description="Nobody gives what they do not hold.",
        examples=[["clients:view", "notes:create"]],
    )


class RoleChange(Change):
    """Changes to a role; they count for everybody who has it from their next request on."""

    name: str = Field("", min_length=1, max_length=60, examples=["Dispatcher"])
    permissions: list[Permission] = Field(default_factory=list, min_length=1, max_length=len(Permission))


def is_member(member: Member) -> bool:
    """Everybody sees who is in the team and what each role allows."""
    return member.is_active


def show_members(page: list[Member]) -> list[MemberOutput]:
    """Members as they are answered."""
    versions = versions_of(page)
    return [_shown(member, versions.get(member.pk, 0)) for member in page]


def show_member(member: Member) -> MemberOutput:
    """One member."""
    return show_members([member])[0]


def _shown(member: Member, version: int) -> MemberOutput:
    return MemberOutput(
        id=member.pk,
        version=version,
        name=member.name,
        email=member.user.email,
        role=RoleName(id=member.role_id, name=member.role.name),
        is_active=member.is_active,
        joined_at=member.joined_at,
    )


def show_role(role: Role) -> RoleOutput:
    """A role as it is answered."""
    return RoleOutput(
        id=role.pk,
        version=role.version,
        name=role.name,
        kind=role.kind,
        permissions=role.permissions,
        members=role.people,  # type: ignore[attr-defined]
    )
