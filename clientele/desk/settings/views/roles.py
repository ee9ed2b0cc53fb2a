"""Roles: what each of them allows, and the making of one's own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.accounts import policy
from clientele.accounts.choices import Permission, permission_words
from clientele.accounts.models import Role
from clientele.accounts.operations.roles import create_role, delete_role, update_role
from clientele.accounts.queries import role_with, roles
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.settings.access import show_section, show_section_form
from clientele.desk.settings.forms import RoleForm
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, allow, go_to, posted, refusals_in
from clientele.ui.jinja import address


@page
def settings_roles(request: MemberRequest) -> HttpResponse:
    allow(policy.may_manage_roles(request.member))
    words = permission_words(request.organization.term)
    rows = [(role, _allowed(role, words), policy.may_change_role(request.member, role)) for role in roles()]
    return show_section(request, "roles.html", {"rows": rows})


@action
def role_new(request: MemberRequest) -> HttpResponse:
    allow(policy.may_manage_roles(request.member))
    form = RoleForm(posted(request))
    if form.is_valid():
        with refusals_in(form):
            made = create_role(by=request.member, at=request.now, **form.values())
            return _saved(request, f"The role {made.name} is made.")
    return _show_form(request, form, None)


@action
def role_edit(request: MemberRequest, pk: int) -> HttpResponse:
    role = _manageable(request, pk)
    allow(policy.may_change_role(request.member, role))
    initial = {"name": role.name, "permissions": role.permissions, "version": role.version}
    form = RoleForm(posted(request), initial=initial)
    if form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_in(form):
            update_role(role, by=request.member, at=request.now, version=version, **form.values())
            return _saved(request, f"The role {form.cleaned_data['name']} is saved.")
    return _show_form(request, form, role)


@action
def role_deletion(request: MemberRequest, pk: int) -> HttpResponse:
    role = _manageable(request, pk)
    context: dict[str, Any] = {"role": role, "refusal": None}
    if request.method in READS:
        return show_section(request, "role_deletion.html", context)
    try:
        delete_role(role, by=request.member, at=request.now)
    except Refusal as refusal:
        return show_section(request, "role_deletion.html", context | {"refusal": refusal}, status=refusal.status)
    return _saved(request, f"The role {role.name} is deleted.")


def _allowed(role: Role, words: dict[Permission, str]) -> list[str]:
    """What a role allows, in words; one word where that is all there is."""
    allowed = [words[permission] for permission in Permission if role.allows(permission)]
    return ["Everything"] if len(allowed) == len(Permission) else allowed


def _manageable(request: MemberRequest, pk: int) -> Role:
    allow(policy.may_manage_roles(request.member))
    role = role_with(pk)
    if role is None:
        raise Http404
    return role


def _show_form(request: MemberRequest, form: RoleForm, role: Role | None) -> HttpResponse:
    chosen = set(form["permissions"].value() or [])
    kept = set(role.permissions) if role else set()
    options = [
        (permission, words, permission in chosen, request.member.can(permission) or permission in kept)
        for permission, words in permission_words(request.organization.term).items()
    ]
    context = {"role": role, "options": options, "all": list(Permission)}
    return show_section_form(request, "role_edit.html", form, context)


def _saved(request: MemberRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return go_to(request, address("settings:roles", request.organization.slug))
