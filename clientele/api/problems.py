"""Every way in which the API says no: one problem document (RFC 9457), made in one place."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from clientele.api.codes import CODES
from clientele.kit.numbers import counted
from clientele.kit.refusals import FieldError, Forbidden, Refusal

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER_TROUBLE = 5

SENTENCES_403 = {
    "permission_denied": "Your role does not allow this.",
    "feature_disabled": "This is switched off for your organisation.",
}


class Unauthenticated(Exception):
    """No token, or one that does not open anything."""


class ReadOnlyToken(Forbidden):
    """A token that only reads was used to write."""


class RateLimited(Exception):
    """More requests than the limit; `wait` is in seconds."""

    def __init__(self, limit: int, wait: int) -> None:
        super().__init__(limit, wait)
        self.limit, self.wait = limit, wait


class Malformed(Exception):
    """The body cannot be read as JSON."""


class UnsupportedBody(Exception):
    """The body is of a type that this address does not read."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


#: What was sent cannot be read at all.
UNREADABLE = (Malformed, UnsupportedBody, UnreadablePostError, MultiPartParserError)


def problem(
    code: str,
    detail: str,
    *,
    status: int = 0,
    errors: Iterable[FieldError] = (),
    headers: Mapping[str, str] | None = None,
    **extra: Any,
) -> HttpResponse:
    """The problem document of a code; `extra` members stand beside the fixed ones."""
    status = status or CODES[code].status
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "errors": [{"field": e.field, "message": e.message, "code": e.code} for e in errors],
        **extra,
    }
    return HttpResponse(json.dumps(document), status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))


def problem_of(error: Exception) -> HttpResponse | None:
    """The document that tells of an exception, or None for one that nobody foresaw."""
    match error:
        case Unauthenticated():
            detail = "Send a valid token as: Authorization: Bearer <token>."
            return problem("unauthenticated", detail, headers={"WWW-Authenticate": 'Bearer realm="Clientele"'})
        case ReadOnlyToken():
            return problem("permission_denied", "This token may only read.")
        case Forbidden():
            return problem(error.code, SENTENCES_403.get(error.code, SENTENCES_403["permission_denied"]))
        case RateLimited():
            detail = f"The limit is {error.limit:,} requests a minute. Try again in {counted(error.wait, 'second')}."
            return problem("rate_limited", detail, headers={"Retry-After": str(error.wait)})
        case Http404():
            return problem("not_found", str(error) or "There is no such record here.")
        case Refusal():
            return _refused(error)
    return _unreadable(error)


def _refused(error: Refusal) -> HttpResponse:
    extra: dict[str, Any] = {
        key: value for key, value in error.extra.items() if isinstance(value, str | int | dict | list)
    }
    return problem(error.code, error.message, status=error.status, errors=error.errors, **extra)


def _unreadable(error: Exception) -> HttpResponse | None:
    match error:
        case RequestDataTooBig():
            largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            return problem("payload_too_large", f"The body may be at most {largest:,} bytes.")
        case UnsupportedBody():
            return problem("unsupported_media_type", f"Send the body as {error.wanted}.")
        case Malformed():
            return problem("malformed_json", str(error))
        case UnreadablePostError() | MultiPartParserError() | SuspiciousOperation():
            return problem("malformed_json", "The body could not be read.")
        case OperationalError():
            detail = "The database is busy. Try again in a few seconds."
            return problem("unavailable", detail, headers={"Retry-After": str(RETRY_AFTER_TROUBLE)})
    return None
