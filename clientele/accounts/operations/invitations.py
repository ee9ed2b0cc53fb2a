"""Invitations: the secret is in the mail alone, its digest here; it works once, for a week, for one address.

The mail goes out in the background, so that a page, the API and the command line send the same one.
"""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from clientele.accounts.models import Invitation, Member, Role, User
from clientele.accounts.operations.invitation_mail import mail_invitation
from clientele.accounts.operations.members import add_member
from clientele.accounts.policy import may_grant
from clientele.accounts.queries import has_proven, invitation_of_digest
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.secrets import make_secret
from clientele.kit.shapes import cleaned
from clientele.kit.tenancy import inside
from clientele.trail.models import Entry
from clientele.trail.operations import record

OPEN_FOR = timedelta(days=7)
MAILS_AN_HOUR_TO_ONE = 5
MAILS_AN_HOUR_BY_ONE = 60
_SENT = ("accounts.invitation_sent", "accounts.invitation_resent")


@transaction.atomic
def invite_member(*, email: str, role: Role, by: Member, at: datetime) -> Invitation:
    """Invite an address with a role; the mail follows.

    Raises `already_a_member`, `already_invited` or `validation_error` (422), `too_many_invitations` (409).
    """
    address = cleaned(Invitation, {"email": email})["email"].lower()
    _refuse_member(address)
    _refuse_flood(address, by=by, at=at)
    _clear_expired(address, at=at)
    invitation = Invitation(
        organization=by.organization,
        email=address,
        role=role,
        role_name=role.name,
        digest=_nobodys_digest(),
        invited_by=by,
        created_at=at,
        expires_at=at + OPEN_FOR,
    )
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:
        message = f"{address} is invited already. The invitation can be sent again from the list."
        raise Refusal("already_invited", message, field="email") from None
    record("accounts.invitation_sent", invitation, by=by, at=at, role=role.name)
    mail_invitation.enqueue(invitation.organization_id, invitation.pk)
    return invitation


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: Member, at: datetime) -> Invitation:
    """Send another mail, for another week; the earlier mail's link stops working at once.

    Raises `invitation_used`, `invitation_revoked` or `too_many_invitations` (409).
    """
    current = _locked(invitation)
    _refuse_closed(current)
    _refuse_flood(current.email, by=by, at=at)
    current.digest, current.mailed_at = _nobodys_digest(), None
    current.expires_at, current.invited_by = at + OPEN_FOR, by
    current.save(update_fields=["digest", "mailed_at", "expires_at", "invited_by"])
    record("accounts.invitation_resent", current, by=by, at=at)
    mail_invitation.enqueue(current.organization_id, current.pk)
    return current


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Member, at: datetime) -> Invitation:
    """Take an invitation back; its link stops working at once.

    Raises `invitation_used` (409).
    """
    current = _locked(invitation)
    if current.revoked_at:
        return current
    _refuse_closed(current)
    current.revoked_at = at
    current.save(update_fields=["revoked_at"])
    record("accounts.invitation_revoked", current, by=by, at=at)
    return current


def accept_invitation(digest: str, *, user: User, at: datetime) -> Member:
    """Join the team of an invitation; a person who is in it already keeps their role.

    The address must be one the person has proven. The one who invited must still be able to give the role.
    Raises `invitation_unknown`, `invitation_used`, `invitation_revoked`, `invitation_expired`, `invitation_void`
    or `wrong_account` (409).
    """
    invitation = invitation_of_digest(digest)
    if invitation is None:
        raise Conflict("invitation_unknown", "This link is not an invitation, or it was replaced by a newer one.")
    with inside(invitation.organization), transaction.atomic():
        return _accept(invitation, digest=digest, user=user, at=at)


def refuse_dead(invitation: Invitation, *, at: datetime) -> None:
    """Say why an invitation opens nothing any more.

    Raises `invitation_used`, `invitation_revoked`, `invitation_expired` or `invitation_void` (409).
    """
    _refuse_closed(invitation)
    if at >= invitation.expires_at:
        raise Conflict("invitation_expired", "This invitation is more than a week old.")
    inviter = invitation.invited_by
    if invitation.role is None or not inviter.user.is_active or not may_grant(inviter, invitation.role):
        raise Conflict("invitation_void", f"{inviter.name}, who sent this invitation, cannot invite any more.")


def _accept(invitation: Invitation, *, digest: str, user: User, at: datetime) -> Member:
    refuse_dead(invitation, at=at)
    if not has_proven(user, invitation.email):
        message = f"This invitation is for {invitation.email}, and you are signed in as {user.email}."
        raise Conflict("wrong_account", message)
    open_still = Invitation.objects.filter(
        pk=invitation.pk, digest=digest, accepted_at=None, revoked_at=None, expires_at__gt=at
    )
    if open_still.update(accepted_at=at) != 1:
        raise Conflict("invitation_used", "This invitation was used a moment ago.")
    member = Member.objects.select_related("user", "role", "organization").filter(user=user).first()
    if member is None or not member.is_active:
        assert invitation.role is not None
        member = add_member(invitation.organization, user=user, role=invitation.role, at=at)
    record("accounts.invitation_accepted", invitation, by=member, at=at)
    return member


def _nobodys_digest() -> str:
    """Of a secret that nobody knows: until the mail brings its own, no link opens the invitation."""
    return make_secret()[1]


def _locked(invitation: Invitation) -> Invitation:
    found: Invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    return found


def _refuse_closed(invitation: Invitation) -> None:
    if invitation.accepted_at:
        raise Conflict("invitation_used", "This invitation was used already.")
    if invitation.revoked_at:
        raise Conflict("invitation_revoked", "This invitation was taken back.")


def _refuse_member(address: str) -> None:
    team = Member.objects.filter(is_active=True).select_related("user")
    known = EmailAddress.objects.filter(email__iexact=address, verified=True).values("user")
    member = team.filter(user__in=known).first() or team.filter(user__email__iexact=address).first()
    if member:
        raise Refusal("already_a_member", f"{member.name} is in the team already.", field="email")


def _refuse_flood(address: str, *, by: Member, at: datetime) -> None:
    lately = Entry.objects.filter(subject_kind="invitation", name__in=_SENT, at__gt=at - timedelta(hours=1))
    if lately.filter(subject_text=address[:200]).count() >= MAILS_AN_HOUR_TO_ONE:
        raise Conflict("too_many_invitations", f"{address} had {MAILS_AN_HOUR_TO_ONE} mails in an hour. Wait a while.")
    if lately.filter(member_id=by.pk).count() >= MAILS_AN_HOUR_BY_ONE:
        raise Conflict("too_many_invitations", f"You sent {MAILS_AN_HOUR_BY_ONE} invitations in an hour. Wait a while.")


def _clear_expired(address: str, *, at: datetime) -> None:
    """An expired invitation makes room for a new one to the same address."""
    stale = Invitation.objects.filter(email__iexact=address, accepted_at=None, revoked_at=None, expires_at__lte=at)
    stale.update(revoked_at=at)
