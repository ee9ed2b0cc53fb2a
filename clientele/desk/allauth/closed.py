"""Where stored secrets cannot be read, because the key is not the one they were sealed with."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from clientele.accounts.models import User
from clientele.accounts.operations.second_factors import closed_factors
from clientele.kit.sealed import CannotOpen

log = structlog.get_logger("clientele.accounts")


class ClosedSecrets:
    """Answers a page that needs such a secret with what can be done, and tells whoever runs this in the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, CannotOpen):
            return None
        log.error("second_factor.closed", user=request.user.pk, reason=str(exception))
        return render(request, "desk/allauth/mfa/closed.html", {"email": _email_of(request)}, status=503)


def told_closed(user: User) -> frozenset[str]:
    """Which kinds of second factors of a person cannot be read; each time it is asked, the log says why."""
    found = dict(closed_factors(user))
    for kind, reason in found.items():
        log.error("second_factor.closed", user=user.pk, kind=kind, reason=reason)
    return frozenset(found)


def _email_of(request: HttpRequest) -> str:
    return str(getattr(request.user, "email", ""))
