"""Who may change a record, where that hangs on the record itself: each raises Forbidden where a member may not."""

from collections.abc import Callable, Mapping
from typing import Any

from clientele.accounts import policy as accounts
from clientele.accounts.choices import Permission
from clientele.accounts.models import Invitation, Member, Role
from clientele.customers import policy as customers
from clientele.customers.models import Note
from clientele.kit.refusals import Forbidden


def allow_writing(member: Member, kind: str) -> None:
    """A note of that kind."""
    if not customers.may_read_notes(member, kind):
        raise Forbidden("feature_disabled")
    if not member.can(Permission.WRITE_NOTES):
        raise Forbidden


def allow_note(member: Member, note: Note) -> None:
    """Whoever may, on a customer that is not archived; that it is archived is the operation's own refusal (409)."""
    allow_writing(member, note.kind)
    if note.author_id != member.pk and not member.can(Permission.MODERATE_NOTES):
        raise Forbidden


def allow_member(member: Member, other: Member) -> None:
    """Only an owner changes an owner."""
    if not accounts.may_change_member(member, other):
        raise Forbidden


def allow_role(member: Member, role: Role) -> None:
    """Giving somebody that role."""
    if not accounts.may_grant(member, role):
        raise Forbidden


def allow_invitation(member: Member, invitation: Invitation) -> None:
    """An invitation to a role that one could give oneself."""
    if invitation.role is not None:
        allow_role(member, invitation.role)


#: By the word of the resource in the address.
CHANGED: Mapping[str, Callable[[Member, Any], None]] = {
    "invitations": allow_invitation,
    "members": allow_member,
    "notes": allow_note,
}
