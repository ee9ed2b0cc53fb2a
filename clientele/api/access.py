"""Who calls: the member that a bearer token stands for, in that token's organisation."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja.security.base import AuthBase

from clientele.accounts.choices import Feature
from clientele.accounts.models import ApiToken, Member, Organization
from clientele.accounts.queries import token_that_opens
from clientele.api.problems import ReadOnlyToken, Unauthenticated
from clientele.kit.refusals import Forbidden
from clientele.ui.http import READS

LONGEST_TOKEN = 200


class ApiRequest(HttpRequest):
    """A request of a member by way of a token, inside their organisation, at a moment."""

    member: Member
    organization: Organization
    token: ApiToken
    now: datetime


class BearerToken(AuthBase):
    """Names the scheme in the document; the door itself has checked the token before ninja asks."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = (
        "A token from Settings > API tokens, or from `clientele token create`. It stands for one member of one"
        " organisation, with that member's permissions or with reading alone."
    )

    def __call__(self, request: HttpRequest) -> Any:
        return getattr(request, "token", None)


def identify(request: ApiRequest) -> None:
    """Put token, member and organisation on the request; a session's cookie opens nothing here."""
    scheme, _, plain = request.headers.get("Authorization", "").partition(" ")
    plain = plain.strip()
    if scheme.lower() != "bearer" or not 0 < len(plain) <= LONGEST_TOKEN:
        raise Unauthenticated
    token = token_that_opens(plain, at=request.now)
    if token is None:
        raise Unauthenticated
    request.token, request.member, request.organization = token, token.member, token.member.organization


def admit(request: ApiRequest) -> None:
    """Refuse where the API is switched off, and a writing request with a token that only reads."""
    if not request.organization.has_feature(Feature.API):
        raise Forbidden("feature_disabled")
    if request.token.read_only and request.method not in READS:
        raise ReadOnlyToken
