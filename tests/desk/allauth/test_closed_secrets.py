"""Where the key of second factors is not the one they were sealed with, people are told what they can do."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from clientele.kit.sealed import fresh_key, is_sealed
from tests.cast import PASSWORD
from tests.desk.allauth.test_pages import signed_in

PROMPT = reverse("mfa_authenticate")
TOLD = "Your codes cannot be read with this server’s key"
COMMAND = "clientele second-factor reset --user olive@brightwater.example"


def code_for(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(olive):
    secret = generate_totp_secret()
    TOTP.activate(olive.user, secret)
    return secret


@pytest.fixture
def prompted(olive, secret):
    """At the prompt, after the password."""
    client = Client()
    answer = client.post(reverse("account_login"), {"login": olive.user.email, "password": PASSWORD})
    assert answer["Location"] == PROMPT
    return client


@pytest.fixture
def lose_the_key(settings):
    def lose():
        settings.SEALING_KEYS = [fresh_key()]

    return lose


def is_signed_in(client):
    return client.get(reverse("mfa_index")).status_code != 302


def test_the_prompt_says_that_codes_cannot_be_read_and_what_to_do(olive, prompted, secret, lose_the_key, caplog):
    RecoveryCodes.activate(olive.user)
    lose_the_key()
    for answer in (prompted.get(PROMPT), prompted.post(PROMPT, {"code": code_for(secret)})):
        page = answer.content.decode()
        assert answer.status_code == 200
        assert TOLD in page
        assert COMMAND in page
        assert "Sign in with one of your recovery codes" not in page
    assert not is_signed_in(prompted)
    (first, *_) = [record.msg for record in caplog.records if "second_factor.closed" in str(record.msg)]
    assert first["user"] == olive.user.pk
    assert "CLIENTELE_KEYS lacks the key" in first["reason"]


def test_a_recovery_code_that_can_be_read_signs_in(olive, prompted, lose_the_key):
    lose_the_key()
    (code, *_) = RecoveryCodes.activate(olive.user).generate_codes()
    page = prompted.get(PROMPT).content.decode()
    assert TOLD in page
    assert "Sign in with one of your recovery codes" in page
    assert prompted.post(PROMPT, {"code": "00000000"}).status_code == 200
    assert prompted.post(PROMPT, {"code": code}).status_code == 302
    assert is_signed_in(prompted)


def test_a_code_that_can_be_read_signs_in_though_recovery_codes_are_closed(olive, lose_the_key):
    RecoveryCodes.activate(olive.user)
    lose_the_key()
    secret = generate_totp_secret()
    TOTP.activate(olive.user, secret)
    client = Client()
    client.post(reverse("account_login"), {"login": olive.user.email, "password": PASSWORD})
    assert TOLD not in client.get(PROMPT).content.decode()
    assert client.post(PROMPT, {"code": code_for(secret)}).status_code == 302
    assert is_signed_in(client)


def test_who_is_signed_in_reads_it_too_and_can_switch_the_app_off(olive, secret, lose_the_key):
    RecoveryCodes.activate(olive.user)
    client = signed_in(olive)
    client.post(PROMPT, {"code": code_for(secret)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    lose_the_key()
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        answer = client.get(reverse(name))
        page = answer.content.decode()
        assert (answer.status_code, TOLD in page, COMMAND in page) == (503, True, True)
        assert reverse("mfa_deactivate_totp") in page
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()
    assert client.get(reverse("mfa_index")).status_code == 200


def test_the_prompt_in_between_says_so_too(olive, secret, lose_the_key):
    client = signed_in(olive)
    client.post(PROMPT, {"code": code_for(secret)})
    lose_the_key()
    answer = client.post(reverse("mfa_reauthenticate"), {"code": "123456"})
    assert answer.status_code == 200
    assert TOLD in answer.content.decode()


def test_a_secret_that_is_being_set_up_is_sealed_in_the_session(olive):
    client = signed_in(olive)
    client.get(reverse("mfa_activate_totp"))
    kept = client.session[SECRET_SESSION_KEY]
    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert is_sealed(kept)
    assert is_sealed(client.session[SECRET_SESSION_KEY])
    secret = re.search(r"\b[A-Z2-7]{32}\b", page)[0]
    assert client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}).status_code == 302
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_for(secret))
    assert SECRET_SESSION_KEY not in client.session


@pytest.mark.parametrize("kept", ["JBSWY3DPEHPK3PXP", "sealed:nonsense"])
def test_a_secret_in_a_session_that_is_not_sealed_for_its_person_is_replaced(olive, kept):
    client = signed_in(olive)
    session = client.session
    session[SECRET_SESSION_KEY] = kept
    session.save()
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_for("JBSWY3DPEHPK3PXP")})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()
    assert is_sealed(client.session[SECRET_SESSION_KEY])
    assert client.session[SECRET_SESSION_KEY] != kept
