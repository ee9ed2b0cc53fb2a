"""What the document says of a route beside its schemas: headers, refusals and examples of each answer."""

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from clientele.api.codes import CODES
from clientele.api.examples import example_body, example_of
from clientele.api.problems import CONTENT_TYPE

Described = dict[Any, Any]

UPLOAD = "Name,Email\nAnders & Sons Bakery,office@andersbakery.example\n"
PROBLEM = "#/components/schemas/Problem"
RATE_HEADERS = {
    "RateLimit-Limit": "How many requests a token may make in a minute; left out where there is no limit.",
    "RateLimit-Remaining": "How many are left in this minute.",
    "RateLimit-Reset": "Seconds until the next minute begins.",
}


def described(
    method: str,
    status: int,
    shown: type[BaseModel] | None,
    codes: tuple[str, ...],
    *,
    body: type[BaseModel] | None = None,
    is_upload: bool = False,
    file: str = "",
) -> Described:
    """The part of an operation that ninja does not know."""
    has_version = shown is not None and "version" in shown.model_fields
    parameters: list[Described] = []
    answers: Described = {status: _success(status, shown, has_version=has_version)}
    if file:
        answers[status]["content"] = {file: {"schema": {"type": "string", "format": "binary"}, "example": "…"}}
    if method == "GET" and has_version:
        parameters.append(_header("If-None-Match", _IF_NONE_MATCH, '"3"'))
        answers[304] = {"description": "You have the present version.", "headers": _headers(etag=True)}
    if method == "POST":
        parameters.append(_header("Idempotency-Key", _KEY, "5f0c2a1e-import-row-17", maxLength=255))
        answers[status]["headers"]["Idempotent-Replayed"] = _shown_header("`true` where the stored answer is given.")
    if "version_conflict" in codes:
        parameters.append(_header("If-Match", "The version that you read; a stale one is refused (409).", '"3"'))
    for refused in sorted({CODES[code].status for code in codes}):
        answers[refused] = _refusal(refused, [code for code in codes if CODES[code].status == refused])
    extra: Described = {"parameters": parameters, "responses": answers}
    if is_upload:
        extra["requestBody"] = {"content": {"multipart/form-data": {"example": {"file": UPLOAD}}}}
    if body:
        extra["requestBody"] = {"content": {"application/json": {"example": example_body(body)}}}
    return extra


_IF_NONE_MATCH = "An ETag that you have: 304 where it is still the present one."
_KEY = (
    "Makes sending the request again harmless: within 24 hours the same key and body get the stored answer, and the"
    " same key with another body is refused (422)."
)


def _success(status: int, shown: type[BaseModel] | None, *, has_version: bool) -> Described:
    answer: Described = {"description": HTTPStatus(status).phrase, "headers": _headers(etag=has_version)}
    if status in {201, 202}:
        answer["headers"]["Location"] = _shown_header("The address of the new record.", "/api/v1/customers/42")
    if shown:
        answer["content"] = {"application/json": {"example": example_of(shown)}}
    return answer


def _refusal(status: int, codes: list[str]) -> Described:
    words = [f"- `{code}`: {CODES[code].meaning}" for code in codes]
    narrowed = {"properties": {"status": {"const": status}, "code": {"enum": codes}}}
    headers = _headers(etag=False)
    if status == 401:
        headers = {"WWW-Authenticate": _shown_header("How to authenticate.", 'Bearer realm="Clientele"')}
    if status in {429, 503}:
        headers["Retry-After"] = {
            "description": "Seconds to wait.",
            "schema": {"type": "integer", "minimum": 1},
        }
    return {
        "description": f"{HTTPStatus(status).phrase}\n\n" + "\n".join(words),
        "headers": headers,
        "content": {
            CONTENT_TYPE: {
                "schema": {"allOf": [{"$ref": PROBLEM}, narrowed]},
                "examples": {code: {"value": example_of_code(code)} for code in codes},
            }
        },
    }


def example_of_code(code: str) -> Described:
    """An example of a problem document."""
    status = CODES[code].status
    detail = CODES[code].example
    document: Described = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "errors": [],
    }
    if field := _FIELDS.get(code, "file" if code.startswith("file_") else ""):
        kind = "invalid" if code == "validation_error" else code
        document["errors"] = [{"field": field, "message": detail, "code": kind}]
    if code in {"customer_name_taken", "customer_code_taken"}:
        document |= {"existing": 17, "existing_name": "Anders & Sons Bakery"}
    return document


_FIELDS = {
    "validation_error": "email",
    "customer_name_taken": "name",
    "customer_code_taken": "code",
    "project_code_taken": "code",
    "project_at_customer": "customer",
    "status_not_allowed": "status",
    "too_many_tasks": "title",
    "member_on_project": "user",
    "billing_code_taken": "name",
    "template_name_taken": "name",
    "code_immutable": "code",
    "currency_differs": "currency",
    "tag_name_taken": "name",
    "already_a_member": "email",
    "already_invited": "email",
    "payment_exceeds_balance": "amount",
    "refund_exceeds_due": "amount",
    "credit_exceeds_invoice": "lines",
    "recipient_missing": "recipient",
    "currency_unusual": "currency",
    "same_tag": "into",
    "same_customer": "second",
    "role_name_taken": "name",
    "import_has_refusals": "mode",
    "import_empty": "mode",
    "grants_more_than_held": "permissions",
    "idempotency_key_invalid": "Idempotency-Key",
    "idempotency_key_reused": "Idempotency-Key",
}


def _header(name: str, description: str, example: str, **limits: Any) -> Described:
    schema = {"type": "string", **limits}
    shown = {"schema": schema, "description": description, "example": example}
    return {"in": "header", "name": name, "required": False, **shown}


def _headers(*, etag: bool) -> Described:
    headers: Described = {
        name: {"description": text, "schema": {"type": "integer", "minimum": 0}} for name, text in RATE_HEADERS.items()
    }
    if etag:
        headers["ETag"] = _shown_header("The record's version.", '"3"')
    return headers


def _shown_header(description: str, example: str = "true") -> Described:
    return {"description": description, "schema": {"type": "string"}, "example": example}
