from datetime import timedelta

import pytest
from django.utils import timezone

from clientele.accounts.choices import Feature
from clientele.accounts.models import ApiToken
from clientele.accounts.operations.members import remove_member
from clientele.accounts.operations.organization import switch_feature
from clientele.customers.models import Customer
from tests.api.conftest import Caller
from tests.cast import NOW


def code_of(response):
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer wrong", "Basic b2xpdmU6eA==", "Bearer " + "x" * 300])
def test_without_a_token_that_opens_nothing_is_answered(db, header):
    response = Caller(authorization=header).get("/customers")
    assert code_of(response) == (401, "unauthenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_session_opens_nothing(olive, sign_in):
    assert sign_in(olive).get("/api/v1/customers").status_code == 401


def test_an_expired_token_and_a_revoked_one_open_nothing(olive, calls):
    past = timezone.now() - timedelta(seconds=1)
    assert code_of(calls(olive, expires_at=past).get("/customers")) == (401, "unauthenticated")
    assert code_of(calls(olive, revoked_at=NOW).get("/customers")) == (401, "unauthenticated")


def test_a_removed_member_is_out_with_the_next_request(olive, theo, calls):
    program = calls(theo)
    assert program.get("/customers").status_code == 200
    remove_member(theo, by=olive, at=NOW)
    assert program.get("/customers").status_code == 401


def test_a_token_that_only_reads_may_not_write(olive, calls, anders):
    program = calls(olive, read_only=True)
    assert program.get(f"/customers/{anders.pk}").status_code == 200
    assert code_of(program.send("POST", "/customers", {"name": "New"})) == (403, "permission_denied")
    assert code_of(program.send("PATCH", f"/customers/{anders.pk}", {"name": "New"})) == (403, "permission_denied")
    assert Customer.objects.get().name == anders.name


def test_a_member_without_the_permission_is_refused_before_anything_is_looked_up(theo, calls):
    program = calls(theo)
    assert code_of(program.send("POST", "/customers", {"nonsense": 1})) == (403, "permission_denied")
    assert code_of(program.send("PATCH", "/customers/999", {})) == (403, "permission_denied")


def test_an_organisation_that_switched_the_api_off_is_not_served(olive, api):
    switch_feature(olive.organization, feature=Feature.API, is_on=False, by=olive, at=NOW)
    assert code_of(api.get("/customers")) == (403, "feature_disabled")


def test_the_last_use_is_written_once_a_minute(olive, api, django_assert_num_queries):
    api.get("/organization")
    first = ApiToken.objects.get().last_used_at
    api.get("/organization")
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(seconds=61))
    api.get("/organization")
    assert ApiToken.objects.get().last_used_at > first


def test_everything_stays_inside_the_organisation(api, foreign_customer):
    assert api.get("/customers").json()["count"] == 0
    assert code_of(api.get(f"/customers/{foreign_customer.pk}")) == (404, "not_found")
