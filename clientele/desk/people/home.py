"""Where a person arrives: the organisation they used last, their oldest one, or the making of the first."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from clientele.accounts.operations.organization import create_organization
from clientele.accounts.queries import memberships_of, organizations_of
from clientele.desk.access import MemberRequest, own_page, page, public_page
from clientele.desk.navigation import front_of
from clientele.desk.people.forms import OrganizationForm, guessed
from clientele.desk.people.invitations import REMEMBERED
from clientele.ui.http import posted, refusals_in, show, show_form

USED_LAST = "organization"


@public_page
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    if REMEMBERED in request.session:
        return redirect("people:invitation_waiting")
    memberships = memberships_of(request.user)
    if not memberships:
        return redirect("people:organization_create")
    used_last = request.COOKIES.get(USED_LAST)
    here = min(memberships, key=lambda member: (member.organization.slug != used_last, member.pk))
    return redirect(front_of(here))


@page
def organization_home(request: MemberRequest) -> HttpResponse:
    response = redirect(front_of(request.member))
    response.set_cookie(
        USED_LAST,
        request.organization.slug,
        max_age=timedelta(days=365),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@own_page
def organization_chooser(request: Any) -> HttpResponse:
    return show(request, "desk/people/organizations.html", {"organizations": organizations_of(request.user)})


@own_page
def organization_create(request: Any) -> HttpResponse:
    form = OrganizationForm(posted(request), initial=guessed(request.headers.get("Accept-Language", "")))
    if form.is_valid():
        with refusals_in(form):
            made = create_organization(owner=request.user, at=request.now, **form.values())
            messages.success(request, f"{made.name} is ready.")
            return redirect("customers:list", organization=made.slug)
    context = {"is_first": not organizations_of(request.user)}
    return show_form(request, "desk/people/organization_create.html", form, context)
