"""The forms that change a customer: text in, text kept; what it must look like is for the model's fields to say."""

from collections.abc import Mapping
from typing import Any

from django import forms

from clientele.accounts.choices import PaymentTerms
from clientele.customers.choices import (
    BILLING_FIELDS,
    FIELD_WORDS,
    IDENTITY_FIELDS,
    Kind,
    Status,
    in_words,
)
from clientele.customers.models import Customer
from clientele.kit.fields import CountryField, CurrencyField, EmailField, ProseField, WebsiteField
from clientele.kit.numbers import plain_number
from clientele.kit.places import country_choices, country_name, currency_choices, currency_name

LABELS = {
    "name": "Name",
    "kind": "Type",
    "address_line1": "Address",
    "address_line2": "Address, second line",
    "account_number": "Account number",
    "tax_rate": "Tax rate, %",
    "billing_line1": "Billing address",
    "billing_line2": "Billing address, second line",
}
_CHOICES = {"kind": Kind.choices, "status": Status.choices, "payment_terms": PaymentTerms.choices}
_RADIOS = ("status",)


class RecordForm(forms.Form):
    """Some fields of a customer as they are now, and the version they were read at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    names: tuple[str, ...] = ()

    def __init__(self, customer: Customer, data: Any = None, **kwargs: Any) -> None:
        self.customer = customer
        texts = {name: text_of(customer, name) for name in self.names}
        super().__init__(data, initial={"version": customer.version, **texts}, **kwargs)
        for name in self.names:
            self.fields[name] = _field(name, texts[name])

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        return {name: self.cleaned_data[name] for name in self.names}

    def text_of(self, name: str, record: Any) -> str:
        """What a customer says in a field, as it stands in the form."""
        return text_of(record, name)

    def in_words(self, name: str, text: str) -> str:
        return in_words(name, text)

    def word_of(self, name: str) -> str:
        return FIELD_WORDS[name]

    def take_over(self, since: Mapping[str, Any], data: Any) -> list[str]:
        """Nothing stands in this form besides its fields."""
        return []


class IdentityForm(RecordForm):
    """What the Edit dialog changes."""

    names: tuple[str, ...] = IDENTITY_FIELDS


class BillingForm(RecordForm):
    """What Settings > Billing changes."""

    names: tuple[str, ...] = BILLING_FIELDS


def text_of(customer: Customer, name: str) -> str:
    """A field of a customer as it stands in its form."""
    value = getattr(customer, name)
    if value in (None, ""):
        return ""
    return plain_number(value) if name == "tax_rate" else str(value)


def _field(name: str, value: str) -> forms.Field:
    column = Customer._meta.get_field(name)
    label = LABELS.get(name, name.replace("_", " ").capitalize())
    if name in _CHOICES:
        widget = forms.RadioSelect if name in _RADIOS else forms.Select
        return forms.ChoiceField(choices=_CHOICES[name], label=label, widget=widget)
    if isinstance(column, CountryField):
        return forms.ChoiceField(
            choices=_with(value, country_name(value), (("", "Not given"), *country_choices())),
            label=label,
            required=False,
        )
    if isinstance(column, CurrencyField):
        return forms.ChoiceField(choices=_with(value, currency_name(value), currency_choices()), label=label)
    return forms.CharField(label=label, required=False, strip=False, widget=_widget(column, name))


def _widget(column: Any, name: str) -> forms.Widget:
    if isinstance(column, ProseField):
        return forms.Textarea(attrs={"rows": 3})
    if isinstance(column, EmailField):
        return forms.EmailInput(attrs={"autocomplete": "off"})
    if isinstance(column, WebsiteField):
        return forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
    if name == "phone":
        return forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    if name == "tax_rate":
        return forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.TextInput(attrs={"autocomplete": "off"})


def _with(value: str, words: str, choices: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The choices, and the present value where it is none of them."""
    return choices if any(value == known for known, _ in choices) else (*choices, (value, words))
