"""The form of a person's hourly rate."""

from typing import Any

from django import forms

from clientele.desk.settings.forms import line
from clientele.desk.versions import VersionedForm
from clientele.kit.numbers import plain_number, typed_number
from clientele.kit.places import currency_choices
from clientele.projects.models import HourlyRate


class RateForm(VersionedForm):
    amount = line("Hourly rate", inputmode="decimal", autocomplete="off")
    currency = forms.ChoiceField(label="Currency", choices=lambda: list(currency_choices()))

    @classmethod
    def of(cls, rate: HourlyRate | None, *, version: int, currency: str) -> "RateForm":
        amount = plain_number(rate.amount, least=2) if rate else ""
        return cls(initial={"amount": amount, "currency": rate.currency if rate else currency, "version": version})

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        return {"amount": typed_number(self.cleaned_data["amount"]), "currency": self.cleaned_data["currency"]}
