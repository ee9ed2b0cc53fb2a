from typing import Any

from django import forms

from clientele.accounts.choices import PaymentTerms, Term
from clientele.accounts.models import Organization
from clientele.ui.options import country_choices, currency_choices, time_zone_choices

ROOM = 2_000  # more than any field takes, so that the shape rule below says what fits


def line(label: str, *, required: bool = False, hint: str = "", **attrs: str) -> forms.CharField:
    """A field for one line of text."""
    widget = forms.TextInput(attrs)
    return forms.CharField(label=label, required=required, max_length=ROOM, help_text=hint, widget=widget)


class OrganizationPart(forms.Form):
    """A form over some of the organisation's own fields, filled with what they hold now."""

    @classmethod
    def of(cls, organization: Organization, data: Any = None) -> "OrganizationPart":
        initial = {name: getattr(organization, name) for name in cls.base_fields}
        return cls(data, initial=initial)


class GeneralForm(OrganizationPart):
    name = line("Name", required=True, autocomplete="organization")
    term = forms.ChoiceField(
        label="You call those you work for",
        choices=Term.choices,
        widget=forms.RadioSelect,
        help_text="Used in the navigation, on buttons and in messages.",
    )
    time_zone = forms.ChoiceField(
        label="Time zone", choices=time_zone_choices, help_text="Dates and times are shown in it."
    )
    email = line("Email", type="email", autocomplete="email")
    phone = line("Phone", type="tel", autocomplete="tel")
    address_line1 = line("Address", autocomplete="address-line1")
    address_line2 = line("Address, second line", autocomplete="address-line2")
    city = line("City", autocomplete="address-level2")
    region = line("Region", autocomplete="address-level1")
    postal_code = line("Postal code", autocomplete="postal-code")
    country = forms.ChoiceField(required=False, choices=country_choices)


class BillingForm(OrganizationPart):
    payment_terms = forms.ChoiceField(label="Payment terms", choices=PaymentTerms.choices)
    currency = forms.ChoiceField(choices=currency_choices)
    tax_rate = line("Tax rate in per cent", required=True, inputmode="decimal")
    tax_number = line("Tax number")
