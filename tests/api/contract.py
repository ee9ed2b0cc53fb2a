"""Holds every answer of the API against the document: its status, its type, its schema and its headers."""

import json
import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator

from clientele.api.answers import PREFIX
from clientele.api.document import document


@lru_cache
def routes() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """Each address of the document as a pattern, the fixed ones first."""
    found = sorted(document()["paths"].items(), key=lambda item: item[0].count("{"))
    return [(re.compile(re.sub(r"\{\w+\}", r"[0-9]+", PREFIX + path) + r"\Z"), item) for path, item in found]


def operation_of(method: str, address: str) -> dict[str, Any] | None:
    """What the document says of a request, or None where it says nothing."""
    path = urlsplit(address).path
    for pattern, item in routes():
        if pattern.match(path):
            return item.get("get" if method == "HEAD" else method.lower())
    return None


def hold(method: str, address: str, response: Any) -> None:
    """Fail unless the document describes this answer."""
    operation = operation_of(method, address)
    if operation is None:
        assert response.status_code in {204, 404, 405}, f"{method} {address} is not in the document"
        return
    told = operation["responses"].get(str(response.status_code))
    assert told, f"{method} {address} answered {response.status_code}, which the document lacks: {response.content!r}"
    told = _resolved(told)
    content = told.get("content")
    if method == "HEAD" or not content:
        assert not response.content
        return
    ((kind, media),) = content.items()
    assert response["Content-Type"].partition(";")[0] == kind
    if media["schema"].get("format") == "binary":
        assert response.content
        return
    schema = {**media["schema"], "components": document()["components"]}
    for error in Draft202012Validator(schema).iter_errors(json.loads(response.content)):
        raise AssertionError(f"{method} {address}: {error.json_path}: {error.message}")
    for name in ("ETag", "Location", "Retry-After", "WWW-Authenticate", "Idempotent-Replayed"):
        assert name not in response or name in told.get("headers", {}), f"{name} is not in the document"


def _resolved(part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = document()
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return found  # type: ignore[no-any-return]
