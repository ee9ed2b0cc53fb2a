"""Every page of allauth renders in our templates."""

import json
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.cast import PASSWORD

OPEN_TO_ALL = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
]
ONLY_SIGNED_IN = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "usersessions_list",
]
#: Walked by tests of their own below, or never shown: they only answer a step of signing in.
WALKED_APART = [
    "account_set_password",
    "account_confirm_email",
    "account_reset_password_from_key",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_login_webauthn",
]


def signed_in(member: Any) -> Client:
    """A session that has just proved itself with the password, so that nothing asks again."""
    client = Client()
    client.post(reverse("account_login"), {"login": member.user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def assert_ours(response: Any) -> str:
    assert response.status_code == 200
    html: str = response.content.decode()
    assert "Clientele" in html
    assert "app.css" in html
    assert len(re.findall(r"<h1[ >]", html)) == 1
    return html


def with_totp(member: Any) -> str:
    secret: str = generate_totp_secret()
    TOTP.activate(member.user, secret)
    RecoveryCodes.activate(member.user)
    return secret


def with_passkey(member: Any) -> Authenticator:
    return Authenticator.objects.create(
        user=member.user, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}}
    )


def test_no_page_of_allauth_is_forgotten():
    names = {
        pattern.name
        for pattern in _flat(get_resolver("allauth.urls").url_patterns)
        if isinstance(pattern, URLPattern) and pattern.name
    }
    assert names == {*OPEN_TO_ALL, *ONLY_SIGNED_IN, *WALKED_APART}


def _flat(entries: Any) -> Any:
    for entry in entries:
        yield from _flat(entry.url_patterns) if hasattr(entry, "url_patterns") else [entry]


@pytest.mark.django_db
@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_a_page_for_everybody_renders(client, name):
    assert_ours(client.get(reverse(name)))


@pytest.mark.parametrize("name", ONLY_SIGNED_IN)
def test_a_page_of_ones_account_renders(olive, name):
    assert_ours(signed_in(olive).get(reverse(name)))


@pytest.mark.parametrize("name", ONLY_SIGNED_IN)
def test_a_page_of_ones_account_asks_a_stranger_to_sign_in(client, olive, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_a_person_without_a_password_may_set_one(olive):
    olive.user.set_unusable_password()
    olive.user.save()
    client = Client()
    client.force_login(olive.user)
    assert_ours(client.get(reverse("account_set_password")))


def test_a_link_that_confirms_shows_the_address_and_a_dead_one_says_so(olive, client):
    address = EmailAddress.objects.create(user=olive.user, email="second@brightwater.example")
    key = EmailConfirmationHMAC(address).key
    assert "second@brightwater.example" in assert_ours(client.get(reverse("account_confirm_email", args=[key])))
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    for dead in ("nonsense", key):
        page = assert_ours(client.get(reverse("account_confirm_email", args=[dead])))
        assert "It was used already, or it is older than three days." in page


def test_a_dead_reset_link_offers_another(client, olive):
    url = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "dead-key"})
    assert "Send another link" in assert_ours(client.get(url))


def test_two_factor_pages_render_once_it_is_on(olive):
    client = signed_in(olive)
    with_totp(olive)
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
    ):
        assert_ours(client.get(reverse(name)))
    codes = client.get(reverse("mfa_download_recovery_codes"))
    assert codes["Content-Disposition"].startswith("attachment")
    assert len(codes.content.split()) == 10


def test_signing_in_asks_for_the_code_when_two_factor_is_on(olive):
    with_totp(olive)
    client = Client()
    response = client.post(reverse("account_login"), {"login": olive.user.email, "password": PASSWORD})
    assert response["Location"] == reverse("mfa_authenticate")
    assert_ours(client.get(reverse("mfa_authenticate")))
    assert client.get("/profile/").status_code == 302


def test_passkeys_can_be_listed_renamed_and_removed(olive):
    client = signed_in(olive)
    key = with_passkey(olive)
    assert "Laptop" in assert_ours(client.get(reverse("mfa_list_webauthn")))
    edit, remove = (reverse(f"mfa_{verb}_webauthn", args=[key.pk]) for verb in ("edit", "remove"))
    assert_ours(client.get(edit))
    client.post(edit, {"name": "Key ring"})
    assert "Key ring" in assert_ours(client.get(remove))
    client.post(remove)
    assert not Authenticator.objects.exists()


def test_signing_in_with_a_passkey_begins_with_a_challenge(client, db):
    response = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert json.loads(response.content)["request_options"]["publicKey"]["challenge"]
    assert client.get(reverse("mfa_login_webauthn"))["Location"] == reverse("account_login")
