from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest

from clientele.accounts.models import User
from clientele.accounts.operations.people import rename_user
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned


class NamedSignup(forms.Form):
    """What sign-up asks besides address and password; allauth's own form builds on it."""

    name = forms.CharField(label="Your name", max_length=1120, widget=forms.TextInput({"autocomplete": "name"}))

    def clean_name(self) -> str:
        try:
            name: str = cleaned(User, {"name": self.cleaned_data["name"]})["name"]
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return name

    def signup(self, request: HttpRequest, user: User) -> None:
        rename_user(user, name=self.cleaned_data["name"])
        proven = request.session.get("account_verified_email") or ""
        if proven.lower() != user.email.lower():
            get_adapter().unstash_verified_email(request)
