from typing import Any

from babel.core import get_global
from babel.numbers import get_territory_currencies
from django import forms

from clientele.kit.places import currency_choices
from clientele.kit.text import slug_of
from clientele.ui.options import country_choices, time_zone_choices


class ProfileForm(forms.Form):
    name = forms.CharField(label="Your name", max_length=1120, widget=forms.TextInput({"autocomplete": "name"}))


class OrganizationForm(forms.Form):
    name = forms.CharField(label="Name", max_length=1120)
    slug = forms.CharField(
        label="Web address",
        required=False,
        max_length=100,
        help_text="The part of the address that is yours, and stays so: 3 to 50 of a-z, 0-9 and hyphens.",
    )
    country = forms.ChoiceField(required=False, choices=country_choices)
    currency = forms.ChoiceField(choices=currency_choices)
    time_zone = forms.ChoiceField(label="Time zone", choices=time_zone_choices)

    def values(self) -> dict[str, Any]:
        """What was typed; an address left blank is made of the name."""
        given = dict(self.cleaned_data)
        given["slug"] = given["slug"] or slug_of(given["name"])
        return given


def guessed(accept_language: str) -> dict[str, str]:
    """Country, currency and time zone as far as the browser's languages tell, such as `de-AT,de;q=0.9`."""
    for language in accept_language.split(","):
        country = language.partition(";")[0].strip().partition("-")[2].upper()
        if country in get_global("territory_currencies") and len(country) == 2:
            currencies = get_territory_currencies(country)
            return {"country": country, "currency": currencies[0] if currencies else "GBP", "time_zone": "UTC"}
    return {"country": "GB", "currency": "GBP", "time_zone": "Europe/London"}
