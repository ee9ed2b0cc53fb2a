from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from clientele.accounts.models import ApiToken, Member
from clientele.api import limits
from clientele.kit.secrets import make_secret
from clientele.kit.tenancy import inside
from tests.api.contract import hold
from tests.cast import NOW


@pytest.fixture(autouse=True)
def no_limit(settings: Any) -> Iterator[None]:
    settings.RATE_LIMIT = 0
    limits.forget()
    yield
    limits.forget()


def a_token(member: Member, **values: Any) -> str:
    plain, digest = make_secret()
    with inside(member.organization):
        ApiToken.objects.create(
            organization=member.organization,
            member=member,
            name="Test",
            digest=digest,
            created_at=NOW,
            **values,
        )
    return plain


class Caller(Client):
    """A program that calls the API with a token; every answer is held against the document."""

    def __init__(self, token: str = "", *, authorization: str = "") -> None:
        super().__init__(headers={"Authorization": authorization or f"Bearer {token}"})

    def generic(self, method: str, path: str, *args: Any, held: bool = True, **options: Any) -> Any:
        address = path if path.startswith("/api/") else f"/api/v1{path}"
        response = super().generic(method, address, *args, **options)
        if held:
            hold(method, address, response)
        return response

    def send(self, method: str, path: str, body: Any, **options: Any) -> Any:
        return getattr(self, method.lower())(path, body, content_type="application/json", **options)


@pytest.fixture
def calls() -> Callable[..., Caller]:
    """A program with a token of a member: `calls(olive).get("/customers")`."""

    def make(member: Member, **values: Any) -> Caller:
        return Caller(a_token(member, **values))

    return make


@pytest.fixture
def api(calls: Callable[..., Caller], olive: Member) -> Caller:
    return calls(olive)
