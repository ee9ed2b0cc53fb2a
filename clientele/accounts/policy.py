"""Who may do what with the organisation itself: pure functions over permission strings."""

from clientele.accounts.choices import Feature, Permission, RoleKind
from clientele.accounts.models import ApiToken, Member, Role


def may_manage_organization(member: Member) -> bool:
    """Settings, features, billing defaults and the logo."""
    return member.can(Permission.MANAGE_ORGANIZATION)


def may_view_team(member: Member) -> bool:
    """Everybody sees who else is in the team."""
    return member.is_active


def may_manage_members(member: Member) -> bool:
    """Invitations and the list of the team."""
    return member.can(Permission.MANAGE_MEMBERS)


def may_manage_roles(member: Member) -> bool:
    """Creating and changing roles."""
    return member.can(Permission.MANAGE_ROLES)


def may_change_role(member: Member, role: Role) -> bool:
    """The owner's role holds everything and stays so."""
    return may_manage_roles(member) and role.kind != RoleKind.OWNER


def may_grant(member: Member, role: Role) -> bool:
    """Nobody hands out more than they hold, and only an owner makes an owner."""
    if not may_manage_members(member):
        return False
    if role.kind == RoleKind.OWNER:
        return member.is_owner
    return all(member.can(permission) for permission in role.permissions)


def may_change_member(member: Member, other: Member) -> bool:
    """Changing a role or removing somebody; an owner is changed by owners alone."""
    return may_manage_members(member) and (member.is_owner or not other.is_owner)


def may_make_token(member: Member) -> bool:
    """Everybody makes tokens for themselves, where the API is switched on."""
    return member.is_active and member.organization.has_feature(Feature.API)


def may_revoke_token(member: Member, token: ApiToken) -> bool:
    """One's own tokens; those of others for who manages members."""
    return token.member_id == member.pk or may_manage_members(member)


def may_view_audit(member: Member) -> bool:
    """The whole organisation's trail."""
    return member.can(Permission.VIEW_AUDIT)
