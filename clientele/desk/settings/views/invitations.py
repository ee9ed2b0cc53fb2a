"""Invitations into the team: sent, sent again, taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.accounts import policy
from clientele.accounts.models import Invitation
from clientele.accounts.operations.invitations import invite_member, resend_invitation, revoke_invitation
from clientele.accounts.queries import grantable_roles, invitation_with, invitations
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.settings.access import show_section, show_section_form
from clientele.desk.settings.forms import InvitationForm
from clientele.kit.paging import page_of
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, allow, go_to, posted, refusals_in
from clientele.ui.jinja import address


@page
def settings_invitations(request: MemberRequest) -> HttpResponse:
    allow(policy.may_manage_members(request.member))
    number = request.GET.get("page", "1")
    shown = page_of(invitations(), number=int(number) if number.isdecimal() and len(number) < 7 else 1, size=50)
    rows = [(invitation, invitation.status(at=request.now)) for invitation in shown.items]
    return show_section(request, "invitations.html", {"rows": rows, "paging": shown})


@action
def invitation_new(request: MemberRequest) -> HttpResponse:
    allow(policy.may_manage_members(request.member))
    form = InvitationForm(grantable_roles(request.member), posted(request))
    if form.is_valid():
        with refusals_in(form):
            invite_member(email=form.cleaned_data["email"], role=form.chosen, by=request.member, at=request.now)
            return _sent(request)
    return show_section_form(request, "invitation_new.html", form)


@action
def invitation_mail(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = _manageable(request, pk)
    if request.method in READS:
        return _back(request)
    resend_invitation(invitation, by=request.member, at=request.now)
    return _sent(request)


@action
def invitation_revocation(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = _manageable(request, pk)
    context: dict[str, Any] = {"invitation": invitation, "refusal": None}
    if request.method in READS:
        return show_section(request, "invitation_revocation.html", context)
    try:
        revoke_invitation(invitation, by=request.member, at=request.now)
    except Refusal as refusal:
        context["refusal"] = refusal
        return show_section(request, "invitation_revocation.html", context, status=refusal.status)
    messages.success(request, f"The invitation to {invitation.email} is taken back.")
    return _back(request)


def _manageable(request: MemberRequest, pk: int) -> Invitation:
    allow(policy.may_manage_members(request.member))
    invitation = invitation_with(pk)
    if invitation is None:
        raise Http404
    if invitation.role is not None:
        allow(policy.may_grant(request.member, invitation.role))
    return invitation


def _sent(request: MemberRequest) -> HttpResponse:
    messages.success(request, "Invitation sent successfully")
    return _back(request)


def _back(request: MemberRequest) -> HttpResponse:
    return go_to(request, address("settings:invitations", request.organization.slug))
