"""Headers that every answer carries, and the identity by which logs tell one request from another."""

import secrets
from collections.abc import Callable

import structlog
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def request_identity(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        identity = secrets.token_hex(8)
        structlog.contextvars.bind_contextvars(request_id=identity)
        try:
            response = get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response["X-Request-Id"] = identity
        return response

    return middleware


def content_security(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


class SignInRequired(LoginRequiredMiddleware):
    """Everything needs a sign-in; a script that asks without one is told so (401), where a page would lead there."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.headers.get("HX-Request") == "true" or request.headers.get("Accept") == "fetch":
            return HttpResponse("Your session has ended. Sign in again.", content_type="text/plain", status=401)
        answer: HttpResponseBase = super().handle_no_permission(request, view_func)
        return answer
