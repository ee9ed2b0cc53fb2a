"""What allauth asks of the house: links that come from our own address, and sessions that end."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from clientele.accounts.models import User
from clientele.accounts.operations.second_factors import opened
from clientele.kit.links import absolute, host_name

MESSAGES = {
    "email_password_mismatch": "That email and password do not belong together.",
    "too_many_login_attempts": "There were too many attempts to sign in. Wait five minutes and try again.",
    "rate_limited": "There were too many requests. Wait a minute and try again.",
    "incorrect_password": "That is not your password.",
    "enter_current_password": "That is not your current password.",
    "incorrect_code": "That code is not right, or it is too old.",
    "invalid_password_reset": "This link was used already or is too old.",
    "duplicate_email": "This address is on your account already.",
    "max_email_addresses": "An account has at most %d addresses. Remove one first.",
    "unverified_email": "Confirm your email address first, then switch this on.",
    "add_email_blocked": "Switch two-factor authentication off before adding an address.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and up, and the mails about it."""

    error_messages = DefaultAccountAdapter.error_messages | MESSAGES

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every link in a mail begins with BASE_URL, whatever Host the request named."""
        ours = {
            "home_url": absolute("/"),
            "signup_url": absolute(reverse("account_signup")),
            "password_reset_url": absolute(reverse("account_reset_password")),
        }
        if "uid" in context:
            ours["password_reset_url"] = self.get_reset_password_from_key_url(f"{context['uid']}-{context['key']}")
        super().send_mail(template_prefix, email, context | ours)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return absolute(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))

    def format_email_subject(self, subject: str) -> str:
        return subject

    def is_safe_url(self, url: str | None) -> bool:
        """Whether to go on there after signing in: a path of our own, never another place."""
        return bool(url) and str(url).startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        end_session_for_good(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:profile")


class TwoFactorAdapter(DefaultMFAAdapter):
    """Codes and passkeys, bound to the host of BASE_URL."""

    error_messages = DefaultMFAAdapter.error_messages | {
        key: text for key, text in MESSAGES.items() if key in DefaultMFAAdapter.error_messages
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": host_name(), "name": "Clientele"}

    def decrypt(self, encrypted_text: str) -> str:
        """Secrets are sealed when their row is saved, which knows whose they are, and not by `encrypt`."""
        return opened(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  named so by allauth
        return "My passkey"


def end_session_for_good(request: HttpRequest) -> None:
    """A session ends seven days after signing in, however much it is used."""
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
