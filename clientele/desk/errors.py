"""What a person reads when something cannot be answered."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clientele.accounts.choices import feature_words
from clientele.accounts.models import Member
from clientele.accounts.policy import may_manage_organization
from clientele.desk.features import switched_off
from clientele.kit.refusals import Refusal
from clientele.ui.http import show
from clientele.ui.jinja import address

SAYINGS = {
    400: ("This address is not right", "Something in the address or the form could not be read."),
    403: (
        "You may not do this",
        "Your role does not allow it. An admin of your organisation can change that.",
    ),
    404: ("Nothing is here", "The page is gone, was never here, or belongs to another organisation."),
    413: (
        "This is too much at once",
        "What was sent is larger than any form here, so nothing of it was saved. Go back and send less.",
    ),
    500: ("Something broke", "It is our fault, and it has been written down. Nothing you saved is lost."),
}


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """What a view said is wrong is told; what the framework found may name what is none of a reader's business."""
    if isinstance(exception, RequestDataTooBig):
        return _say(request, 413)
    return _say(request, 400, text=str(exception) if isinstance(exception, BadRequest) else "")


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """A member is told what is switched off, if it is that and not their role."""
    member: Member | None = getattr(request, "member", None)
    feature = member and request.resolver_match and switched_off(request.resolver_match.view_name, member.organization)
    if not member or not feature:
        return _say(request, 403)
    organization = member.organization
    text = f"“{feature_words(organization.term)[feature]}” is switched off for {organization.name}."
    if may_manage_organization(member):
        url = address("settings:features", organization.slug)
        return _say(request, 403, "This is switched off", text, way=("Open Features", url))
    return _say(request, 403, "This is switched off", f"{text} An admin of your organisation can switch it on.")


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _say(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _say(request, 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _say(request, 403, "This form is too old", "Go back, reload the page and send it again.")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal that no form has a place for: a page, or its panel where a dialog or a script asked."""
    is_part = request.headers.get("HX-Request") == "true"
    context = {"refusal": refusal, "refused_from": referring_path(request)}
    return show(request, "desk/refused.html", context, status=refusal.status, block="dialog" if is_part else "")


def _say(
    request: HttpRequest, status: int, title: str = "", text: str = "", way: tuple[str, str] = ("Go home", "/")
) -> HttpResponse:
    known_title, known_text = SAYINGS[status]
    context = {"status": status, "title": title or known_title, "text": text or known_text, "way": way}
    return render(request, "desk/error.html", context, status=status)


def referring_path(request: HttpRequest) -> str:
    """The page of ours that asked, or the front page."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else "/"
