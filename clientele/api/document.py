"""The OpenAPI 3.1 document, made from the routes themselves."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, ConfigDict, Field

from clientele.api.answers import PREFIX
from clientele.api.codes import CODES
from clientele.api.described import example_of_code
from clientele.api.interface import RESOURCES, api
from clientele.api.introduction import DESCRIPTION


class ProblemField(BaseModel):
    """What is wrong with one field, parameter or header."""

    field: str = Field(description="Its path, such as `billing.email` or `tags.0`.")
    message: str = Field(description="A sentence for people.")
    code: str = Field(description="`required`, `unknown`, `invalid`, or the code of the refusal.")


class Problem(BaseModel):
    """Why a request was refused (RFC 9457)."""

    model_config = ConfigDict(json_schema_extra={"required": ["type", "title", "status", "code", "detail", "errors"]})

    type: str = Field(description="Always about:blank.")
    title: str = Field(description="The status in words.")
    status: int
    code: str = Field(description="Stable; for programs.")
    detail: str = Field(description="For people; may change.")
    errors: list[ProblemField] = Field(description="Every field that is wrong; empty where no field is.")
    existing: int | None = Field(None, description="The id of the record that has the name or the code.")
    existing_name: str | None = Field(None, description="Its name.")
    current: dict[str, Any] | None = Field(None, description="With version_conflict: the record as it is now.")


@lru_cache
def document() -> dict[str, Any]:
    """The document, the same for everybody."""
    made = api.get_openapi_schema(path_prefix="")
    text = json.dumps({**made, "servers": [{"url": PREFIX}]})
    text = re.sub(r"Listed_(\w+?)(?:Output)?_", r"\1List", text)
    text = re.sub(r"(#/components/schemas/|\")(\w+?)Output(?=\")", r"\1\2", text)
    whole: dict[str, Any] = json.loads(text)
    whole["info"]["description"] = DESCRIPTION
    whole["tags"] = [{"name": resource.name, "description": resource.description} for resource in RESOURCES]
    for path in whole["paths"].values():
        for operation in path.values():
            operation["parameters"] = [_parameter(given) for given in operation["parameters"]]
    _tidy_schemas(whole)
    _share_refusals(whole)
    return whole


def _parameter(given: dict[str, Any]) -> dict[str, Any]:
    """A parameter is left out or has a value, so that none is null; its words stand beside its schema."""
    schema = {name: value for name, value in given["schema"].items() if name not in {"description", "examples"}}
    kinds = [kind for kind in schema.pop("anyOf", ()) if kind.get("type") != "null"]
    if len(kinds) == 1:
        schema |= kinds[0]
        given["example"] = next(iter(kinds[0].pop("examples", ())), None) or given.get("example")
        schema.pop("examples", None)
    elif kinds:
        schema["anyOf"] = kinds
    examples = given.pop("examples", None)
    if isinstance(examples, list):
        given["example"] = examples[0]
    if given.get("example") is None:
        given.pop("example", None)
    return {**given, "schema": schema}


def _tidy_schemas(whole: dict[str, Any]) -> None:
    schemas: dict[str, Any] = whole["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"))
    problem["properties"]["code"]["enum"] = list(CODES)
    schemas["Problem"] = {**problem, "examples": [example_of_code("customer_name_taken")]}
    used = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(whole)))
    for name in [name for name in schemas if name not in used]:
        del schemas[name]
    for part in _objects(whole):
        if isinstance(part.get("title"), str) and part.keys() & {"type", "anyOf", "$ref", "enum"}:
            del part["title"]


def _share_refusals(whole: dict[str, Any]) -> None:
    """Refusals that several routes answer alike stand once, under components."""
    shared: dict[str, str] = {}
    answers: dict[str, Any] = whole["components"].setdefault("responses", {})
    for path in whole["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if status < "400":
                    continue
                name = shared.setdefault(json.dumps(answer), f"Refused{status}_{len(shared) + 1}")
                answers[name] = answer
                operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}


def openapi_json(request: HttpRequest) -> HttpResponse:
    return HttpResponse(json.dumps(document()), content_type="application/json")


def _objects(part: Any) -> Iterator[dict[str, Any]]:
    inner: list[Any] = []
    if isinstance(part, dict):
        yield part
        inner = [value for name, value in part.items() if name not in {"example", "examples"}]
    elif isinstance(part, list):
        inner = part
    for each in inner:
        yield from _objects(each)
