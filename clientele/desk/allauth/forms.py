"""allauth's forms in our words: labels, hints, no placeholders."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest, HttpResponseBase

from clientele.accounts.models import User
from clientele.desk.allauth.adapter import end_session_for_good
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned

AT_LEAST = "At least 8 characters, and not one that is easy to guess."
WORDS = {
    "login": ("Email", ""),
    "email": ("Email", ""),
    "password": ("Password", ""),
    "oldpassword": ("Current password", ""),
    "password1": ("New password", AT_LEAST),
    "password2": ("New password again", ""),
    "code": ("Code", ""),
    "name": ("Name", "So that you can tell your passkeys apart."),
}


class OurWords:
    """Gives each known field our label and hint, and takes placeholders away."""

    words: dict[str, tuple[str, str]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = (WORDS | self.words).get(name, (field.label, field.help_text))


class LoginForm(OurWords, account.LoginForm):
    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponseBase:
        response = super().login(request, redirect_url)
        end_session_for_good(request)
        return response


class SignupForm(OurWords, account.SignupForm):
    words = {"name": ("Your name", ""), "password1": ("Password", AT_LEAST)}
    field_order = ("name", "email", "password1")

    def clean_email(self) -> str:
        email: str = super().clean_email()
        try:
            cleaned(User, {"email": email})
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return email


class AddEmailForm(OurWords, account.AddEmailForm):
    words = {"email": ("Another address", "We send a link to it; it counts once that is opened.")}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(OurWords, account.SetPasswordForm):
    pass


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    pass


class AuthenticateForm(OurWords, mfa.AuthenticateForm):
    words = {"code": ("Code", "From your authenticator app, or one of your recovery codes.")}


class ReauthenticateCodeForm(OurWords, mfa.ReauthenticateForm):
    words = AuthenticateForm.words


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    words = {"code": ("Code from the app", "")}


class AddPasskeyForm(OurWords, webauthn.AddWebAuthnForm):
    pass


class EditPasskeyForm(OurWords, webauthn.EditWebAuthnForm):
    pass
