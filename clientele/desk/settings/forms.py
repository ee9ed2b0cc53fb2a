from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from clientele.accounts.choices import PaymentTerms, Permission, Term
from clientele.accounts.models import Organization, Role
from clientele.kit.numbers import plain_number
from clientele.kit.places import currency_choices
from clientele.trail.sentences import known_names
from clientele.ui.options import country_choices, time_zone_choices

KINDS = {"accounts": "Organisation and team", "exchange": "Imports and exports"}
ROOM = 2_000  # more than any field takes, so that the shape rule below says what fits


def line(label: str, *, required: bool = False, hint: str = "", **attrs: str) -> forms.CharField:
    """A field for one line of text."""
    widget = forms.TextInput(attrs)
    return forms.CharField(label=label, required=required, max_length=ROOM, help_text=hint, widget=widget)


class OrganizationPart(forms.Form):
    """A form over some of the organisation's own fields, filled with what they hold now."""

    @classmethod
    def of(cls, organization: Organization, data: Any = None) -> "OrganizationPart":
        kept = {name: getattr(organization, name) for name in cls.base_fields}
        initial = {name: plain_number(value) if isinstance(value, Decimal) else value for name, value in kept.items()}
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
    registration_number = line("Company number")
    bank_holder = line("Account holder")
    iban = line("IBAN")
    bic = line("BIC")
    invoice_footer = line("Last line of every invoice")


class RoleChoiceForm(forms.Form):
    role = forms.ChoiceField()

    def __init__(self, roles: list[Role], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._roles = {str(role.pk): role for role in roles}
        self.fields["role"] = forms.ChoiceField(choices=[(key, role.name) for key, role in self._roles.items()])

    @property
    def chosen(self) -> Role:
        return self._roles[self.cleaned_data["role"]]


class InvitationForm(RoleChoiceForm):
    email = line("Email", required=True, type="email", autocomplete="off")
    field_order = ("email", "role")


class RoleForm(forms.Form):
    name = line("Name", required=True)
    permissions = forms.MultipleChoiceField(
        required=False,
        choices=[(permission, permission) for permission in Permission],
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What the operations take."""
        return {"name": self.cleaned_data["name"], "permissions": self.cleaned_data["permissions"]}


class TokenForm(forms.Form):
    name = line("What is it for", required=True, hint="Such as “Backup script”, so that you know it again.")
    read_only = forms.BooleanField(label="It may only read", required=False)
    expires_on = forms.DateField(
        label="Last day",
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text="Empty: until you revoke it.",
    )

    def values(self, zone: ZoneInfo) -> dict[str, Any]:
        """What the operation takes; a token works until the end of its last day in the organisation's zone."""
        last: date | None = self.cleaned_data["expires_on"]
        expires_at = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone) if last else None
        return {
            "name": self.cleaned_data["name"],
            "read_only": self.cleaned_data["read_only"],
            "expires_at": expires_at,
        }


class LogoForm(forms.Form):
    logo = forms.FileField(
        label="Picture",
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        help_text="PNG, JPEG, WebP or GIF, at most 5 MB. It is shown at 512 by 512 pixels at most.",
    )


class AuditForm(forms.Form):
    member = forms.TypedChoiceField(label="Who", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="What", required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, organization: Organization, people: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted({name.partition(".")[0] for name in known_names()})
        called = KINDS | {"customers": organization.words.many}
        choices = [(kind, called.get(kind, kind.capitalize())) for kind in kinds]
        self.fields["member"].choices = [("", "Everybody"), *people]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "Everything"), *choices]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """What the query takes."""
        return dict(self.cleaned_data)
