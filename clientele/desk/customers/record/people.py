"""The form of a contact."""

from typing import Any

from django import forms

from clientele.customers.models import Contact
from clientele.desk.versions import VersionedForm


class ContactForm(VersionedForm):
    """A person at a customer; what each field must look like is for the model's fields to say."""

    name = forms.CharField(
        label="Name", required=False, strip=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    role = forms.CharField(label="Role", required=False, strip=False, widget=forms.TextInput())
    email = forms.CharField(label="Email", required=False, strip=False, widget=forms.EmailInput())
    phone = forms.CharField(label="Phone", required=False, strip=False, widget=forms.TextInput(attrs={"type": "tel"}))
    is_primary = forms.BooleanField(label="Primary contact", required=False)

    def __init__(self, data: Any = None, *, contact: Contact | None = None) -> None:
        self.contact = contact
        names = ("name", "role", "email", "phone", "is_primary", "version")
        super().__init__(data, initial={name: getattr(contact, name) for name in names} if contact else {})

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
