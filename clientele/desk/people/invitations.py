"""Where the link of an invitation leads: GET shows it, POST accepts it. The secret is in the address, so no answer
of these views is written to a log, and none tells another site where it came from."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from clientele.accounts.models import Invitation
from clientele.accounts.operations.invitations import accept_invitation, refuse_dead
from clientele.accounts.queries import has_account, has_proven, invitation_of_digest, membership_of
from clientele.desk.access import own_page, public_page
from clientele.kit.refusals import Refusal
from clientele.kit.secrets import digest_of
from clientele.kit.tenancy import inside
from clientele.ui.http import show

REMEMBERED = "invitation"


@public_page
def invitation(request: Any, secret: str) -> HttpResponse:
    digest = digest_of(secret)
    if request.method == "POST" and not request.user.is_authenticated:
        return _quiet(_remember(request, digest))
    return _quiet(_answer(request, digest))


@own_page
def invitation_waiting(request: Any) -> HttpResponse:
    digest = request.session.get(REMEMBERED, "")
    if not digest:
        return _quiet(redirect("people:home"))
    return _quiet(_answer(request, digest))


def _answer(request: Any, digest: str) -> HttpResponse:
    found = invitation_of_digest(digest)
    try:
        if request.method == "POST":
            member = accept_invitation(digest, user=request.user, at=request.now)
            request.session.pop(REMEMBERED, None)
            messages.success(request, f"Welcome to {member.organization.name}.")
            return redirect("people:organization_home", organization=member.organization.slug)
        if found is None:
            return _dead(request, "This link is not an invitation, or it was replaced by a newer one.", 404)
        with inside(found.organization):
            refuse_dead(found, at=request.now)
    except Refusal as refusal:
        if refusal.code == "wrong_account" and found:
            return _page(request, found, status=refusal.status)
        request.session.pop(REMEMBERED, None)
        return _dead(request, refusal.message, refusal.status, found)
    return _page(request, found)


def _page(request: Any, found: Invitation, *, status: int = 200) -> HttpResponse:
    is_signed_in = request.user.is_authenticated
    context = {
        "invitation": found,
        "is_signed_in": is_signed_in,
        "is_right_account": is_signed_in and has_proven(request.user, found.email),
        "has_account": not is_signed_in and has_account(found.email),
        "is_member": _is_member(request, found),
    }
    return show(request, "desk/people/invitation.html", context, status=status)


def _is_member(request: Any, found: Invitation) -> bool:
    return request.user.is_authenticated and membership_of(request.user, found.organization.slug) is not None


def _dead(request: Any, message: str, status: int, found: Invitation | None = None) -> HttpResponse:
    context = {
        "message": message,
        "invitation": found,
        "is_member": found is not None and _is_member(request, found),
        "may_be_theirs": found is not None and bool(found.accepted_at) and not request.user.is_authenticated,
    }
    return show(request, "desk/people/invitation_dead.html", context, status=status)


def _remember(request: Any, digest: str) -> HttpResponse:
    """Carry the invitation through signing in or up; who has its link has the mailbox, so the address is proven."""
    found = invitation_of_digest(digest)
    if found is None or not found.is_open(at=request.now):
        return redirect(request.path)
    request.session[REMEMBERED] = digest
    onward = urlencode({"next": reverse("people:invitation_waiting")})
    if request.POST.get("way") == "sign-up":
        get_adapter().stash_verified_email(request, found.email)
        return redirect(f"{reverse('account_signup')}?{onward}")
    return redirect(f"{reverse('account_login')}?{onward}")


def _quiet(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
