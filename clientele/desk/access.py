"""How a request enters an organisation: `page` to read, `action` to change; both load the member or answer 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from clientele.accounts.models import Member, Organization
from clientele.accounts.queries import memberships_at_entry
from clientele.desk.errors import refused
from clientele.kit.refusals import Forbidden, Refusal
from clientele.kit.tenancy import inside
from clientele.ui.http import READS, reading_only


class MemberRequest(HttpRequest):
    """A request of a member, inside their organisation, at a moment."""

    member: Member
    memberships: list[Member]
    organization: Organization
    now: Any


View = Callable[Concatenate[MemberRequest, ...], HttpResponseBase]
PublicView = Callable[Concatenate[HttpRequest, ...], HttpResponseBase]


def page(view: View) -> Callable[..., HttpResponseBase]:
    """A page of an organisation that only reads: GET alone, and a write raises."""

    @wraps(view)
    def entered(request: MemberRequest, organization: str, **kwargs: Any) -> HttpResponseBase:
        return _enter(request, organization, view, kwargs, READS)

    entered.kind = "page"  # type: ignore[attr-defined]
    return entered


def action(view: View) -> Callable[..., HttpResponseBase]:
    """A page of an organisation that acts: GET shows its form and cannot write, POST calls one operation."""

    @wraps(view)
    def entered(request: MemberRequest, organization: str, **kwargs: Any) -> HttpResponseBase:
        return _enter(request, organization, view, kwargs, (*READS, "POST"))

    entered.kind = "action"  # type: ignore[attr-defined]
    return entered


def own_page(view: PublicView) -> Callable[..., HttpResponseBase]:
    """A page of a signed-in person, outside any organisation."""

    @wraps(view)
    def entered(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        request.now = timezone.now()  # type: ignore[attr-defined]
        try:
            return view(request, **kwargs)
        except Forbidden as forbidden:
            raise PermissionDenied(forbidden.code) from forbidden
        except Refusal as refusal:
            return refused(request, refusal)

    entered.kind = "own"  # type: ignore[attr-defined]
    return entered


def public_page(view: PublicView) -> Callable[..., HttpResponseBase]:
    """A page that needs no sign-in."""
    opened = login_not_required(own_page(view))
    opened.kind = "public"  # type: ignore[attr-defined]
    return opened


def _enter(
    request: MemberRequest, slug: str, view: View, kwargs: dict[str, Any], methods: tuple[str, ...]
) -> HttpResponseBase:
    if request.method not in methods:
        return HttpResponseNotAllowed(methods)
    request.memberships = memberships_at_entry(request.user)  # type: ignore[arg-type]
    member = next((one for one in request.memberships if one.organization.slug == slug), None)
    if member is None:
        raise Http404
    request.member, request.organization, request.now = member, member.organization, timezone.now()
    with inside(member.organization):
        try:
            if request.method in READS:
                with reading_only():
                    return view(request, **kwargs)
            return view(request, **kwargs)
        except Forbidden as forbidden:
            raise PermissionDenied(forbidden.code) from forbidden
        except Refusal as refusal:
            return refused(request, refusal)
