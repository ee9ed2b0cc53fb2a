from datetime import timedelta

import pytest

from clientele.accounts.models import ApiToken
from clientele.accounts.operations.tokens import MOST_TOKENS, create_token, revoke_token
from clientele.accounts.queries import token_that_opens
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.models import Entry
from tests.cast import NOW


def test_a_token_is_known_by_its_digest_alone(theo):
    token, plain = create_token(name="Backup", by=theo, at=NOW)
    assert len(plain) >= 43
    stored = [str(getattr(token, field.attname)) for field in ApiToken._meta.concrete_fields]
    assert not any(plain in value for value in stored)
    assert plain not in str([(entry.changes, entry.facts) for entry in Entry.objects.all()])
    assert token_that_opens(plain, at=NOW) == token


def test_a_token_ends_when_it_was_said_to(theo):
    _, plain = create_token(name="Backup", by=theo, at=NOW, expires_at=NOW + timedelta(days=1))
    assert token_that_opens(plain, at=NOW + timedelta(hours=23))
    assert token_that_opens(plain, at=NOW + timedelta(days=1)) is None


def test_a_revoked_token_opens_nothing_and_is_revoked_once(theo):
    token, plain = create_token(name="Backup", by=theo, at=NOW)
    revoke_token(token, by=theo, at=NOW)
    revoke_token(token, by=theo, at=NOW)
    assert token_that_opens(plain, at=NOW) is None
    assert Entry.objects.filter(name="accounts.token_revoked").count() == 1


def test_a_token_of_a_closed_account_opens_nothing(theo):
    _, plain = create_token(name="Backup", by=theo, at=NOW)
    theo.user.is_active = False
    theo.user.save()
    assert token_that_opens(plain, at=NOW) is None


def test_a_token_needs_a_name_and_a_future(theo):
    with pytest.raises(Refusal):
        create_token(name=" ", by=theo, at=NOW)
    with pytest.raises(Refusal):
        create_token(name="Late", by=theo, at=NOW, expires_at=NOW)


def test_tokens_do_not_pile_up_without_end(theo):
    for number in range(MOST_TOKENS):
        create_token(name=f"Token {number}", by=theo, at=NOW)
    with pytest.raises(Conflict) as refused:
        create_token(name="One more", by=theo, at=NOW)
    assert refused.value.code == "too_many_tokens"
