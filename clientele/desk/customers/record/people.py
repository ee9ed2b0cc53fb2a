"""The form of a contact."""

from collections.abc import Mapping
from typing import Any

from django import forms

from clientele.customers.models import Contact
from clientele.desk.versions import VersionedForm


class ContactForm(VersionedForm):
    """A person at a customer; what each field must look like is for the model's fields to say."""

    names: tuple[str, ...] = ("name", "role", "email", "phone", "is_primary")
    name = forms.CharField(
        label="Name", required=False, strip=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    role = forms.CharField(label="Role", required=False, strip=False, widget=forms.TextInput())
    email = forms.CharField(label="Email", required=False, strip=False, widget=forms.EmailInput())
    phone = forms.CharField(label="Phone", required=False, strip=False, widget=forms.TextInput(attrs={"type": "tel"}))
    is_primary = forms.BooleanField(label="Primary contact", required=False)

    def __init__(self, data: Any = None, *, contact: Contact | None = None) -> None:
        self.contact = contact
        kept = (*self.names, "version")
        super().__init__(data, initial={name: getattr(contact, name) for name in kept} if contact else {})

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        return {name: self.cleaned_data[name] for name in self.names}

    def text_of(self, name: str, record: Any) -> str:
        value = getattr(record, name)
        return ("on" if value else "") if name == "is_primary" else str(value or "")

    def in_words(self, name: str, text: str) -> str:
        return ("Yes" if text else "No") if name == "is_primary" else text

    def word_of(self, name: str) -> str:
        return "primary contact" if name == "is_primary" else name

    def take_over(self, since: Mapping[str, Any], data: Any) -> list[str]:
        """Nothing stands in this form besides its fields."""
        return []
