"""The team: who is in it, with which role, and who leaves or comes back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.accounts import policy
from clientele.accounts.models import Member
from clientele.accounts.operations.members import change_member_role, remove_member, return_member
from clientele.accounts.queries import grantable_roles, member_with, members
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.settings.access import show_section, show_section_form
from clientele.desk.settings.forms import RoleChoiceForm
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, allow, go_to, posted, refusals_in
from clientele.ui.jinja import address


@page
def settings_team(request: MemberRequest) -> HttpResponse:
    allow(policy.may_view_team(request.member))
    team = [(member, policy.may_change_member(request.member, member)) for member in members()]
    context = {"team": team, "may_invite": policy.may_manage_members(request.member)}
    return show_section(request, "team.html", context)


@action
def member_role(request: MemberRequest, pk: int) -> HttpResponse:
    member = _changeable(request, pk)
    roles = grantable_roles(request.member)
    form = RoleChoiceForm(roles, posted(request), initial={"role": member.role_id})
    if form.is_valid():
        with refusals_in(form):
            change_member_role(member, role=form.chosen, by=request.member, at=request.now)
            messages.success(request, f"{member.name} is {form.chosen.name} now.")
            return _back(request)
    return show_section_form(request, "member_role.html", form, {"other": member})


@action
def member_removal(request: MemberRequest, pk: int) -> HttpResponse:
    member = _changeable(request, pk)
    context: dict[str, Any] = {"other": member, "refusal": None}
    if request.method in READS:
        return show_section(request, "member_removal.html", context)
    try:
        remove_member(member, by=request.member, at=request.now)
    except Refusal as refusal:
        return show_section(request, "member_removal.html", context | {"refusal": refusal}, status=refusal.status)
    messages.success(
        request, f"{member.name} is not in the team any more.", extra_tags=_address(request, "member_return", pk)
    )
    return _back(request)


@action
def member_return(request: MemberRequest, pk: int) -> HttpResponse:
    member = _changeable(request, pk)
    allow(policy.may_grant(request.member, member.role))
    if request.method == "POST":
        return_member(member, by=request.member, at=request.now)
        messages.success(request, f"{member.name} is back in the team.")
    return _back(request)


def _changeable(request: MemberRequest, pk: int) -> Member:
    allow(policy.may_manage_members(request.member))
    member = member_with(pk)
    if member is None:
        raise Http404
    allow(policy.may_change_member(request.member, member))
    return member


def _back(request: MemberRequest) -> HttpResponse:
    return go_to(request, address("settings:team", request.organization.slug))


def _address(request: MemberRequest, view: str, pk: int) -> str:
    return address(f"settings:{view}", request.organization.slug, pk=pk)
