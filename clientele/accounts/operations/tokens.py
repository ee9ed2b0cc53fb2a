"""API tokens: a person's own way in for programs, in one organisation, with their permissions or fewer."""

from datetime import datetime

from django.db import transaction

from clientele.accounts.models import ApiToken, Member
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.secrets import make_secret
from clientele.kit.shapes import cleaned
from clientele.trail.operations import record

MOST_TOKENS = 50


@transaction.atomic
def create_token(
    *, name: str, by: Member, at: datetime, read_only: bool = False, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """Make a token for oneself; answers it and its secret, which is shown once and kept nowhere.

    Raises `validation_error` (422) or `too_many_tokens` (409).
    """
    tidy = cleaned(ApiToken, {"name": name})
    if expires_at is not None and expires_at <= at:
        raise Refusal("validation_error", "Choose a day in the future.", field="expires_at")
    if ApiToken.objects.filter(member=by, revoked_at=None).count() >= MOST_TOKENS:
        raise Conflict("too_many_tokens", f"You have {MOST_TOKENS} tokens. Revoke one you no longer use.")
    plain, digest = make_secret()
    token = ApiToken.objects.create(
        organization=by.organization,
        member=by,
        digest=digest,
        read_only=read_only,
        created_at=at,
        expires_at=expires_at,
        **tidy,
    )
    record("accounts.token_created", token, by=by, at=at, read_only=read_only, expires_at=expires_at)
    return token, plain


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Member, at: datetime) -> ApiToken:
    """End a token; the next request with it is refused."""
    current: ApiToken = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if current.revoked_at is None:
        current.revoked_at = at
        current.save(update_fields=["revoked_at"])
        record("accounts.token_revoked", current, by=by, at=at)
    return current
