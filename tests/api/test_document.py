import json

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from clientele.api.codes import CODES
from clientele.api.document import document

OPERATIONS = [
    pytest.param(operation, id=f"{method.upper()} {path}")
    for path, item in document()["paths"].items()
    for method, operation in item.items()
]


def resolved(part):
    if "$ref" not in part:
        return part
    return document()["components"]["responses"][part["$ref"].rpartition("/")[2]]


def test_the_document_is_served_to_everybody_and_is_valid(client):
    response = client.get("/api/v1/openapi.json")
    assert response.json() == document()
    validate(document())
    assert document()["openapi"] == "3.1.0"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_route_says_what_it_does_who_may_and_how_it_is_refused(operation):
    assert operation["summary"]
    assert operation["tags"]
    assert operation["security"] == [{"BearerToken": []}]
    assert {"401", "403", "422", "429", "503"} <= operation["responses"].keys()
    assert ("requestBody" in operation) == ({"400", "413", "415"} <= operation["responses"].keys())


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_of_a_route_has_an_example_that_its_schema_takes(operation):
    bodies = [*operation.get("requestBody", {}).get("content", {}).values()]
    for answer in map(resolved, operation["responses"].values()):
        assert answer["description"]
        bodies += answer.get("content", {}).values()
    for media in bodies:
        examples = [media["example"]] if "example" in media else [one["value"] for one in media["examples"].values()]
        assert examples
        schema = {**media["schema"], "components": document()["components"]}
        for example in examples:
            Draft202012Validator(schema).validate(example)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_parameters_are_described(operation):
    for parameter in operation["parameters"]:
        assert parameter.get("description") or parameter["in"] == "path", parameter
        assert "anyOf" not in parameter["schema"] or "null" not in json.dumps(parameter["schema"])


def test_schemas_take_and_give_nothing_else_than_they_say():
    for name, schema in document()["components"]["schemas"].items():
        if schema.get("type") == "object" and not name.startswith("Problem"):
            assert schema["additionalProperties"] is False, name


def test_a_change_has_no_defaults():
    for name, schema in document()["components"]["schemas"].items():
        if name.endswith("Change"):
            assert "required" not in schema
            assert not [field for field, told in schema["properties"].items() if "default" in told]


def test_every_code_that_a_route_can_answer_is_listed():
    told = json.dumps(document()["components"]["responses"])
    assert {code for code in CODES if f"`{code}`" not in told} == {"method_not_allowed", "internal_error"}
