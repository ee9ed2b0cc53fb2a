"""What a person reads when something cannot be answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SAYINGS = {
    400: ("This address is not right", "Something in the address or the form could not be read."),
    403: (
        "You may not do this",
        "Your role does not allow it. An admin of your organisation can change that.",
    ),
    404: ("Nothing is here", "The page is gone, was never here, or belongs to another organisation."),
    500: ("Something broke", "It is our fault, and it has been written down. Nothing you saved is lost."),
}


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _say(request, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _say(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _say(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _say(request, 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _say(request, 403, "This form is too old", "Go back, reload the page and send it again.")


def _say(request: HttpRequest, status: int, title: str = "", text: str = "") -> HttpResponse:
    known_title, known_text = SAYINGS[status]
    context = {"status": status, "title": title or known_title, "text": text or known_text}
    return render(request, "desk/error.html", context, status=status)
