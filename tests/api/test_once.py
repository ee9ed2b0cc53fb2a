import pytest

from clientele.customers.models import Customer

KEY = {"Idempotency-Key": "import-row-17"}


def test_the_same_request_with_the_same_key_is_answered_again_and_acts_once(api):
    first = api.send("POST", "/customers", {"name": "Anders"}, headers=KEY)
    second = api.send("POST", "/customers", {"name": "Anders"}, headers=KEY)
    assert "Idempotent-Replayed" not in first
    assert second["Idempotent-Replayed"] == "true"
    assert (second.status_code, second.content, second["ETag"], second["Location"]) == (
        201,
        first.content,
        first["ETag"],
        first["Location"],
    )
    assert Customer.objects.count() == 1


def test_the_same_key_with_another_body_or_address_is_refused(api):
    api.send("POST", "/customers", {"name": "Anders"}, headers=KEY)
    for path, name in (("/customers", "Other"), ("/tags", "Anders")):
        response = api.send("POST", path, {"name": name}, headers=KEY)
        assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")
    assert Customer.objects.count() == 1


def test_a_refused_request_may_be_sent_again_with_its_key(api, anders):
    refused = api.send("POST", "/customers", {"name": anders.name}, headers=KEY)
    assert refused.status_code == 422
    assert api.send("POST", "/customers", {"name": "Other"}, headers=KEY).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "clé"])
def test_a_key_that_is_none_is_refused(api, key):
    response = api.send("POST", "/customers", {"name": "Anders"}, headers={"Idempotency-Key": key})
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_invalid")
    assert not Customer.objects.exists()


def test_a_key_of_255_characters_is_taken(api):
    assert api.send("POST", "/customers", {"name": "Anders"}, headers={"Idempotency-Key": "x" * 255}).status_code == 201


def test_a_key_belongs_to_its_member(api, calls, dana):
    assert api.send("POST", "/customers", {"name": "Anders"}, headers=KEY).status_code == 201
    assert calls(dana).send("POST", "/customers", {"name": "Other"}, headers=KEY).status_code == 201
