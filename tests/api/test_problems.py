import json

import pytest

from clientele.api.codes import CODES
from clientele.customers import operations
from clientele.customers.models import Customer


def fields_of(response):
    assert response.status_code == 422, response.content
    return {error["field"]: error["message"] for error in response.json()["errors"]}


def test_a_wrong_value_among_several_of_a_parameter_names_the_parameter(api):
    for query in ("status=active&status=gone", "status=gone"):
        answer = api.get(f"/customers?{query}").json()
        assert answer["detail"] == "status: Choose one of: active, inactive."
        assert fields_of(api.get(f"/customers?{query}")) == {"status": "Choose one of: active, inactive."}


def test_a_problem_says_everything_a_program_and_a_person_need(api, anders):
    response = api.send("POST", "/customers", {"name": "anders & sons BAKERY"})
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "code": "customer_name_taken",
        "detail": "Customer with this name already exists.",
        "errors": [
            {
                "field": "name",
                "message": "Customer with this name already exists.",
                "code": "customer_name_taken",
            }
        ],
        "existing": anders.pk,
        "existing_name": "Anders & Sons Bakery",
    }


def test_every_wrong_field_is_named_at_once_by_its_path(api):
    body = {"name": "", "kind": "robot", "address": {"city": 1}, "billing": {"tax_rate": "101"}, "tags": ["x" * 51]}
    assert fields_of(api.send("POST", "/customers", body)) == {
        "name": "This is required.",
        "kind": "Choose one of: company, individual.",
        "address.city": "This must be text.",
        "billing.tax_rate": "This must be at most 100.",
        "tags.0": "This is 51 characters long; at most 50 are kept.",
    }


def test_the_rules_of_the_fields_speak_the_same_words_as_the_pages(api):
    body = {
        "name": "New",
        "email": "anders.example",
        "website": "javascript:alert(1)",
        "code": "A B",
        "address": {"country": "XX", "line1": "a\x00b"},
        "billing": {"currency": "GBX", "email": "no"},
    }
    assert fields_of(api.send("POST", "/customers", body)) == {
        "email": "“anders.example” is not an email address.",
        "website": "A website starts with http:// or https://.",
        "code": "Use letters, digits, hyphens and underscores, no spaces.",
        "address.country": "“XX” is not a country code, such as GB.",
        "address.line1": "This has a control character (U+0000), which cannot be saved. Type it again without it.",
        "billing.currency": "“GBX” is not a currency code, such as GBP.",
        "billing.email": "“no” is not an email address.",
    }
    assert not Customer.objects.exists()


@pytest.mark.parametrize("name", ["a\u202eb", "\ud800", "\x00", "a\x07", " ", "x" * 201])
def test_a_name_that_cannot_be_kept_is_refused_beside_its_field(api, name):
    assert list(fields_of(api.send("POST", "/customers", {"name": name}))) == ["name"]


@pytest.mark.parametrize(
    "field", ["id", "organization", "created_at", "version", "archived", "merged_into", "nonsense"]
)
def test_what_is_not_known_or_not_writable_is_refused(api, anders, field):
    assert list(fields_of(api.send("POST", "/customers", {"name": "New", field: 1}))) == [field]
    assert list(fields_of(api.send("PATCH", f"/customers/{anders.pk}", {field: 1}))) == [field]


def test_an_unknown_parameter_is_refused_on_every_route(api, anders):
    for path in ("/customers", f"/customers/{anders.pk}", "/tags", "/organization", f"/customers/{anders.pk}/timeline"):
        assert fields_of(api.get(f"{path}?nonsense=1")) == {"nonsense": "There is no such parameter."}
    assert fields_of(api.get("/customers?page=1&page=2")) == {"page": "This is given twice."}
    assert fields_of(api.get("/customers?page=0&page_size=201&sort=color&created_from=1&search=%00")) == {
        "page": "This must be at least 1.",
        "page_size": "This must be at most 200.",
        "sort": "Choose one of: name, -name, code, -code, email, -email, status, -status, created_at, -created_at,"
        " projects, -projects, outstanding, -outstanding.",
        "created_from": "Write a date as YYYY-MM-DD.",
        "search": "This has a control character (U+0000).",
    }


@pytest.mark.parametrize(
    "body",
    [b"{", b'{"name": NaN}', b'{"name": "a", "name": "b"}', b"\xff", b"[" * 100_000, b'{"a": ' + b"9" * 5000 + b"}"],
    ids=["broken", "NaN", "a name twice", "not UTF-8", "deep", "a very long number"],
)
def test_what_is_not_json_is_malformed(api, body):
    response = api.post("/customers", body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "malformed_json")


@pytest.mark.parametrize("body", [None, [], "text", 1, True])
def test_a_body_that_is_not_an_object_is_refused(api, body):
    response = api.post("/customers", json.dumps(body), content_type="application/json")
    assert response.json()["detail"] == "This must be a JSON object."


def test_an_empty_body_is_refused(api):
    assert fields_of(api.post("/customers", b"", content_type="application/json")) == {"": "This is required."}


def test_another_type_of_body_is_refused(api):
    response = api.post("/customers", {"name": "New"})
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_a_body_that_is_too_large_is_refused(api):
    response = api.send("POST", "/customers", {"name": "x" * 10_000_000})
    assert (response.status_code, response.json()["code"]) == (413, "payload_too_large")


def test_a_method_the_address_does_not_take_is_refused_and_those_it_takes_are_named(api, anders):
    response = api.delete(f"/customers/{anders.pk}")
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert response["Allow"] == "GET, PATCH, HEAD, OPTIONS"
    asked = api.options("/customers")
    assert (asked.status_code, asked["Allow"]) == (204, "GET, POST, HEAD, OPTIONS")


def test_head_answers_what_get_does_without_a_body(api, anders):
    response = api.head(f"/customers/{anders.pk}")
    assert (response.status_code, response["ETag"], response.content) == (200, '"1"', b"")


@pytest.mark.parametrize(
    "path", ["/nonsense", "/customers/", "/customers/x", "/customers/-1", "/customers/0", f"/customers/{10**30}", "/"]
)
def test_what_is_nowhere_is_not_found_in_json(api, path):
    response = api.get(path)
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_a_defect_is_told_in_json_and_to_us(api, monkeypatch, caplog):
    def broken(**_):
        raise ZeroDivisionError

    monkeypatch.setattr(operations, "create_customer", broken)
    api.raise_request_exception = False
    response = api.send("POST", "/customers", {"name": "New"}, held=False)
    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert "ZeroDivisionError" in caplog.text


def test_every_code_of_the_document_is_known_and_the_other_way_round():
    assert all(400 <= code.status < 600 and code.meaning and code.example for code in CODES.values())


def test_what_is_wrong_and_what_is_taken_stand_in_one_document(api, anders):
    body = {"name": anders.name, "code": anders.code.lower(), "email": "nobody"}
    told = api.send("POST", "/customers", body).json()
    assert (told["code"], told["existing"]) == ("validation_error", anders.pk)
    assert [(error["field"], error["code"]) for error in told["errors"]] == [
        ("email", "invalid"),
        ("name", "customer_name_taken"),
        ("code", "customer_code_taken"),
    ]
