"""The document as the reference page shows it: each route with its fields in words, and one example to copy."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from clientele.api.answers import PREFIX
from clientele.api.document import document

Schema = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One parameter or field: its path, what it takes, and what it means."""

    name: str
    takes: str
    meaning: str = ""
    is_required: bool = False


@dataclass(frozen=True)
class Answer:
    """One status that a route answers, with what each code of it means."""

    status: str
    words: str
    codes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Route:
    """One route, ready to be shown."""

    id: str
    method: str
    path: str
    title: str
    text: str
    parameters: list[Line]
    body: list[Line]
    answers: list[Answer]
    fields: list[Line]
    call: str
    example: str


@dataclass(frozen=True)
class Chapter:
    """The routes of one resource."""

    name: str
    id: str
    text: str
    routes: list[Route]


@lru_cache
def chapters() -> list[Chapter]:
    """Every resource with its routes, in the order of the document."""
    found = {
        tag["name"]: Chapter(tag["name"], _anchor(tag["name"]), tag["description"], []) for tag in document()["tags"]
    }
    for path, item in document()["paths"].items():
        for method, operation in item.items():
            found[operation["tags"][0]].routes.append(_route(method.upper(), path, operation))
    return list(found.values())


def _route(method: str, path: str, operation: Schema) -> Route:
    success = next(answer for status, answer in operation["responses"].items() if status < "300")
    content = success.get("content", {}).get("application/json", {})
    return Route(
        id=operation["operationId"],
        method=method,
        path=path,
        title=operation["summary"],
        text=operation.get("description", ""),
        parameters=[_parameter(given) for given in operation["parameters"] if given["in"] != "header"],
        body=_lines(_body(operation).get("schema", {})),
        answers=[_answer(status, told) for status, told in operation["responses"].items()],
        fields=_lines(content.get("schema", {})),
        call=_call(method, path, operation),
        example=json.dumps(content["example"], indent=2, ensure_ascii=False) if content else "",
    )


def _parameter(given: Schema) -> Line:
    return Line(given["name"], _takes(given["schema"]), given.get("description", ""), given.get("required", False))


def _answer(status: str, told: Schema) -> Answer:
    told = _resolved(told)
    media = told.get("content", {}).get("application/problem+json")
    title, _, rest = told["description"].partition("\n\n")
    if media is None:
        return Answer(status, title)
    pairs = [line.removeprefix("- `").split("`: ", 1) for line in rest.splitlines()]
    return Answer(status, title, [(code, meaning) for code, meaning in pairs])


def _lines(schema: Schema, before: str = "") -> list[Line]:
    """The fields of a schema, those of nested objects by their path."""
    schema = _resolved(schema)
    lines: list[Line] = []
    for name, told in schema.get("properties", {}).items():
        inner = _object(told)
        is_required = name in schema.get("required", [])
        lines.append(Line(f"{before}{name}", _takes(told), told.get("description", ""), is_required))
        if inner:
            lines += _lines(inner, f"{before}{name}{'[]' if told.get('type') == 'array' else ''}.")
    return lines


def _object(told: Schema) -> Schema | None:
    candidates = [told, told.get("items", {}), *told.get("allOf", []), *told.get("anyOf", [])]
    for candidate in candidates:
        found = _resolved(candidate)
        if "properties" in found:
            return found
    return None


def _takes(schema: Schema) -> str:
    """What a value may be, in words."""
    schema = _resolved(schema)
    if kinds := schema.get("anyOf") or schema.get("allOf"):
        return " or ".join(dict.fromkeys(_takes(kind) for kind in kinds))
    if "enum" in schema:
        return "one of " + ", ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_takes(schema['items'])}"
    limits = [words.format(schema[name]) for name, words in _LIMITS.items() if schema.get(name, _HUGE) < _HUGE]
    kind = "date" if schema.get("format") == "date" else "time" if schema.get("format") == "date-time" else None
    kind = kind or _KINDS.get(schema.get("type", ""), "anything")
    return ", ".join([kind, *limits])


_KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
    "null": "null",
}
_LIMITS = {"maxLength": "at most {:,} characters", "minimum": "from {:,}", "maximum": "up to {:,}"}
_HUGE = 10**15  # a limit so far away that telling it helps nobody


def _call(method: str, path: str, operation: Schema) -> str:
    """The request as curl sends it."""
    query = "&".join(
        f"{given['name']}={given['example']}"
        for given in operation["parameters"]
        if given["in"] == "query" and given.get("required")
    )
    address = f"$CLIENTELE{PREFIX}{path.replace('{id}', '42')}" + (f"?{query}" if query else "")
    words = ["curl"] if method == "GET" else [f"curl -X {method}"]
    words += [f'"{address}"', '-H "Authorization: Bearer $TOKEN"']
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        words.append("-F file=@customers.csv")
    elif content:
        body = json.dumps(_body(operation)["example"], ensure_ascii=False).replace("'", "’")
        words += ['-H "Content-Type: application/json"', f"-d '{body}'"]
    return " \\\n  ".join(words)


def _body(operation: Schema) -> Schema:
    media: Schema = next(iter(operation.get("requestBody", {}).get("content", {}).values()), {})
    return media


def _resolved(part: Schema) -> Schema:
    if "$ref" not in part:
        return part
    found: Any = document()
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return dict(found)


def _anchor(name: str) -> str:
    return name.lower().replace(" ", "-")
