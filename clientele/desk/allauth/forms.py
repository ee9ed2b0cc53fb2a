"""allauth's forms in our words: labels, hints, no placeholders."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property

from clientele.accounts.models import User
from clientele.accounts.operations.second_factors import readable_factors, seal_setup, setup_of
from clientele.desk.allauth.adapter import TwoFactorAdapter, end_session_for_good
from clientele.desk.allauth.closed import told_closed
from clientele.kit.refusals import Refusal
from clientele.kit.sealed import CannotOpen
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


class CodeForm(OurWords):
    """A code of a second factor; one that cannot be read is passed over for those that can, and that is told."""

    user: User

    @cached_property
    def closed(self) -> frozenset[str]:
        """Which of the app and the recovery codes cannot be read."""
        return told_closed(self.user)

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except CannotOpen:
            code = str(self.cleaned_data["code"])  # type: ignore[attr-defined]
        for row in readable_factors(self.user, besides=self.closed):
            if row.wrap().validate_code(code):
                row.user = self.user
                self.authenticator = row
                return code
        raise TwoFactorAdapter().validation_error("incorrect_code")


class AuthenticateForm(CodeForm, mfa.AuthenticateForm):
    words = {"code": ("Code", "From your authenticator app, or one of your recovery codes.")}


class ReauthenticateCodeForm(CodeForm, mfa.ReauthenticateForm):
    words = AuthenticateForm.words


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    """Setting an app up: its secret lies in the session sealed, and is clear only while a request runs."""

    words = {"code": ("Code from the app", "")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        session = context.request.session
        if kept := setup_of(session.pop(SECRET_SESSION_KEY, ""), user):
            session[SECRET_SESSION_KEY] = kept
        super().__init__(*args, user=user, **kwargs)
        session[SECRET_SESSION_KEY] = seal_setup(self.secret, user)


class AddPasskeyForm(OurWords, webauthn.AddWebAuthnForm):
    pass


class EditPasskeyForm(OurWords, webauthn.EditWebAuthnForm):
    pass
