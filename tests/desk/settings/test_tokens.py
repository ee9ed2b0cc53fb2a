import json
import re

from clientele.accounts.models import ApiToken
from clientele.accounts.operations.tokens import create_token
from clientele.kit.sealed import fresh_key
from clientele.kit.secrets import digest_of
from tests.cast import NOW

BASE = "/brightwater/settings/"


def page(client):
    return client.get(BASE + "tokens/").content.decode()


def shown_secrets(client):
    return re.findall(r'data-copy="([\w-]{43})"', page(client))


def test_a_token_is_shown_once_however_often_its_page_is_read_and_revoked(theo, sign_in):
    client = sign_in(theo)
    answer = client.post(BASE + "tokens/new/", {"name": "Backup", "read_only": "on", "expires_on": "2099-01-01"})
    assert (answer.status_code, answer["Location"]) == (303, BASE + "tokens/")
    token = ApiToken.objects.get()
    assert (token.read_only, token.expires_at.year) == (True, 2099)
    client.head(BASE + "tokens/")
    assert [digest_of(plain) for plain in shown_secrets(client)] == [token.digest]
    assert shown_secrets(client) == []
    client.post(f"{BASE}tokens/{token.pk}/revocation/")
    assert ApiToken.objects.get().revoked_at


def test_until_it_is_shown_a_token_lies_sealed_in_the_session(theo, sign_in, settings):
    client = sign_in(theo)
    for name in ("First", "Second"):
        client.post(BASE + "tokens/new/", {"name": name})
    kept = json.dumps(dict(client.session))
    shown = shown_secrets(client)
    assert {digest_of(plain) for plain in shown} == {token.digest for token in ApiToken.objects.all()}
    assert not any(plain in kept for plain in shown)
    client.post(BASE + "tokens/new/", {"name": "Third"})
    settings.SEALING_KEYS = [fresh_key()]
    assert shown_secrets(client) == []


def test_a_token_of_a_colleague_is_theirs_but_who_manages_members_may_end_it(dana, theo, ada, sign_in):
    token, _ = create_token(name="Script of Theo", by=theo, at=NOW)
    assert "Script of Theo" not in page(sign_in(dana))
    assert sign_in(dana).post(f"{BASE}tokens/{token.pk}/revocation/").status_code == 403
    sign_in(ada).post(f"{BASE}tokens/{token.pk}/revocation/")
    assert ApiToken.objects.get().revoked_at


def test_a_token_with_a_day_that_has_passed_is_refused_beside_its_field(theo, sign_in):
    response = sign_in(theo).post(BASE + "tokens/new/", {"name": "Late", "expires_on": "2001-01-01"})
    assert response.status_code == 422
    assert "Choose a day in the future." in response.content.decode()
