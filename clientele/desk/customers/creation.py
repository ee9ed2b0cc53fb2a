"""The form of a new customer: text in, text kept; what it must look like is for the model's fields to say."""

from typing import Any

from django import forms

from clientele.accounts.choices import PaymentTerms
from clientele.accounts.models import Organization
from clientele.customers.choices import Kind
from clientele.customers.models import Customer
from clientele.kit.places import country_choices, currency_choices

_OWN_FIELDS = ("tags", "suggested")


def _line(label: str, **attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, strip=False, widget=forms.TextInput(attrs={"autocomplete": "off", **attrs})
    )


def _prose(label: str, rows: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, strip=False, widget=forms.Textarea(attrs={"rows": rows}))


class NewCustomerForm(forms.Form):
    name = _line("Name", maxlength=200, autofocus=True)
    code = _line("Code", maxlength=20, autocapitalize="characters", spellcheck="false")
    phone = _line("Phone", type="tel", maxlength=50)
    email = _line("Email", type="email", maxlength=254)
    website = _line("Website", inputmode="url", maxlength=300)
    address_line1 = _line("Address", maxlength=200)
    address_line2 = _line("Address, second line", maxlength=200)
    city = _line("City", maxlength=100)
    region = _line("Region", maxlength=100)
    postal_code = _line("Postal code", maxlength=20)
    country = forms.ChoiceField(choices=lambda: [("", "Not given"), *country_choices()], required=False)
    kind = forms.ChoiceField(label="Type", choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.COMPANY)
    tags = _line("Tags", list="tag_names", maxlength=2_000)
    payment_terms = forms.ChoiceField(choices=PaymentTerms.choices)
    currency = forms.ChoiceField(choices=lambda: list(currency_choices()))
    contact_information = _prose("Contact information", 3)
    notes = _prose("Notes", 4)
    suggested = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, organization: Organization, data: Any = None, *, initial: dict[str, str] | None = None) -> None:
        defaults = {"payment_terms": organization.payment_terms, "currency": organization.currency}
        super().__init__(data, initial=defaults | (initial or {}))
        self.fields["name"].label = f"{organization.words.one} Name"

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _OWN_FIELDS}

    @property
    def tag_names(self) -> list[str]:
        return [name for name in self.cleaned_data["tags"].split(",") if name.strip()]

    @property
    def has_more(self) -> bool:
        """Whether something stands in the folded part of the form."""
        return any(self[name].value() or self[name].errors for name in ("contact_information", "notes"))


def starting_values(given: Any) -> dict[str, str]:
    """What an address may fill in beforehand: the name that was searched for."""
    column = Customer._meta.get_field("name")
    return {"name": str(given.get("name", ""))[: column.max_length]}
