"""What a thief of an open browser would change first asks who is there, unless that was asked a moment ago."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import PASSWORD


@pytest.fixture
def passkey(olive):
    return Authenticator.objects.create(
        user=olive.user, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}}
    )


@pytest.fixture
def client(olive):
    """Signed in ten minutes ago."""
    client = Client()
    with time_machine.travel(timezone.now() - timedelta(minutes=10), tick=False):
        client.post(reverse("account_login"), {"login": olive.user.email, "password": PASSWORD})
    return client


def asks(response) -> bool:
    return response.status_code == 302 and "reauthenticate" in response["Location"]


@pytest.mark.parametrize("change", ["account_email", "mfa_activate_totp", "mfa_add_webauthn"])
def test_a_new_address_or_factor_asks_first(client, olive, change):
    data = {"email": "thief@evil.example", "action_add": ""}
    assert asks(client.post(reverse(change), data))
    assert not EmailAddress.objects.filter(email="thief@evil.example").exists()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert not asks(client.post(reverse(change), data))


@pytest.mark.parametrize("action", ["action_primary", "action_remove"])
def test_every_change_of_an_address_asks_first(client, olive, action):
    EmailAddress.objects.create(user=olive.user, email="second@brightwater.example", verified=True)
    before = sorted(EmailAddress.objects.order_by("pk").values_list("email", "primary"))
    assert asks(client.post(reverse("account_email"), {"email": "second@brightwater.example", action: ""}))
    assert sorted(EmailAddress.objects.order_by("pk").values_list("email", "primary")) == before


@pytest.mark.parametrize("change", ["mfa_deactivate_totp", "mfa_generate_recovery_codes"])
def test_taking_a_factor_away_or_making_new_codes_asks_first(client, olive, change):
    TOTP.activate(olive.user, generate_totp_secret())
    codes = RecoveryCodes.activate(olive.user).generate_codes()
    assert asks(client.post(reverse(change)))
    assert RecoveryCodes.activate(olive.user).generate_codes() == codes
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


@pytest.mark.parametrize("page", ["mfa_view_recovery_codes", "mfa_download_recovery_codes"])
def test_recovery_codes_are_shown_to_who_asks_again(client, olive, page):
    TOTP.activate(olive.user, generate_totp_secret())
    RecoveryCodes.activate(olive.user)
    assert asks(client.get(reverse(page)))


def test_removing_a_passkey_asks_first(client, passkey):
    assert asks(client.post(reverse("mfa_remove_webauthn", args=[passkey.pk])))
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_a_new_password_needs_the_old_one(client, olive):
    data = {"oldpassword": "wrong", "password1": "other-warm-radiators", "password2": "other-warm-radiators"}
    client.post(reverse("account_change_password"), data)
    olive.user.refresh_from_db()
    assert olive.user.check_password(PASSWORD)
