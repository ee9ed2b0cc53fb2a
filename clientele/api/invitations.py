"""Invitations into the team; the link is in the mail alone."""

from typing import Annotated, Any, Literal

from django.db import transaction
from ninja import Query
from pydantic import Field

from clientele.accounts import policy, queries
from clientele.accounts.models import Invitation, Role
from clientele.accounts.operations import invitations as operations
from clientele.accounts.operations.versions import refuse_stale
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.changeable import allow_invitation, allow_role
from clientele.api.routes import Resource
from clientele.api.shapes import Id, Input, Moment, Paging, QueryText, Record
from clientele.api.team import RoleName
from clientele.trail.queries import versions_of

StateWord = Literal["unsent", "pending", "accepted", "revoked", "expired"]
CLOSED = ("invitation_used", "invitation_revoked")


class InvitationInput(Input):
    """Somebody to be mailed an invitation."""

    email: str = Field(min_length=1, max_length=254, examples=["sam@example.org"])
    role: Id = Field(description="The role's id; nobody gives more than they hold.", examples=[2])


class InvitationOutput(Record):
    """An invitation; its secret is told to nobody but the person invited."""

    email: str = Field(examples=["sam@example.org"])
    role: RoleName | None = Field(description="Null where the role was deleted since.")
    state: StateWord = Field(
        description="`unsent` until the mail is handed over, which takes a moment.", examples=["pending"]
    )
    invited_by: str = Field(examples=["Ada Admin"])
    created_at: Moment
    mailed_at: Moment | None = Field(examples=["2026-11-22T12:00:01Z"])
    expires_at: Moment
    accepted_at: Moment | None = Field(examples=[None])
    revoked_at: Moment | None = Field(examples=[None])


class InvitationFilters(Paging):
    search: QueryText = Field("", description="A part of the email.")


def show_invitations(request: ApiRequest, page: list[Invitation]) -> list[InvitationOutput]:
    """Invitations as they are answered."""
    versions = versions_of(page)
    return [_shown(request, invitation, versions.get(invitation.pk, 0)) for invitation in page]


invitations = Resource("Invitations", "Ways into the team: each is mailed, works once, for a week, for one address.")


@invitations.lists("/invitations", InvitationOutput, may=policy.may_manage_members)
def list_invitations(request: ApiRequest, filters: Annotated[InvitationFilters, Query()]) -> Any:
    """List invitations

    Newest first.
    """
    rows = queries.invitations()
    if filters.search.strip():
        rows = rows.filter(email__icontains=filters.search.strip())
    return listed(page_for(rows, filters), lambda page: show_invitations(request, page))


@invitations.reads("/invitations/{int:id}", InvitationOutput, may=policy.may_manage_members)
def read_invitation(request: ApiRequest, id: int) -> InvitationOutput:
    """Read an invitation"""
    return _read(request, id)


@invitations.creates(
    "/invitations",
    InvitationOutput,
    may=policy.may_manage_members,
    refuses=("already_a_member", "already_invited", "too_many_invitations"),
    refers=True,
)
def create_invitation(request: ApiRequest, body: InvitationInput) -> InvitationOutput:
    """Invite somebody

    The mail goes out in the background, a moment later.
    """
    role: Role = found(queries.roles(), body.role)
    allow_role(request.member, role)
    made = operations.invite_member(email=body.email, role=role, by=request.member, at=request.now)
    return _read(request, made.pk)


@invitations.acts(
    "/invitations/{int:id}/resend",
    InvitationOutput,
    may=policy.may_manage_members,
    refuses=(*CLOSED, "too_many_invitations"),
)
def resend_invitation(request: ApiRequest, id: int) -> InvitationOutput:
    """Send an invitation again

    It is open for another week; the link of the earlier mail stops working at once.
    """
    invitation = _manageable(request, id)
    operations.resend_invitation(invitation, by=request.member, at=request.now)
    return _read(request, id)


@invitations.deletes("/invitations/{int:id}", may=policy.may_manage_members, refuses=("invitation_used",))
def revoke_invitation(request: ApiRequest, id: int) -> None:
    """Revoke an invitation

    Its link stops working at once. It stays listed as revoked.
    """
    with transaction.atomic():
        invitation = _manageable(request, id)
        refuse_stale(invitation, wanted_version(request))
        operations.revoke_invitation(invitation, by=request.member, at=request.now)


def _manageable(request: ApiRequest, id: int) -> Invitation:
    invitation: Invitation = found(queries.invitations(), id)
    allow_invitation(request.member, invitation)
    return invitation


def _read(request: ApiRequest, id: int) -> InvitationOutput:
    return show_invitations(request, [found(queries.invitations(), id)])[0]


def _shown(request: ApiRequest, invitation: Invitation, version: int) -> InvitationOutput:
    role = invitation.role
    return InvitationOutput(
        id=invitation.pk,
        version=version,
        email=invitation.email,
        role=RoleName(id=role.pk, name=role.name) if role else None,
        state=invitation.status(at=request.now),
        invited_by=invitation.invited_by.name,
        created_at=invitation.created_at,
        mailed_at=invitation.mailed_at,
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        revoked_at=invitation.revoked_at,
    )
