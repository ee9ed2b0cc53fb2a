"""The form of Settings > General: status, type and tags."""

from collections.abc import Sequence
from typing import Any

from django import forms

from clientele.customers.models import Customer
from clientele.desk.customers.record.forms import RecordForm

SUGGESTED = 30


class GeneralForm(RecordForm):
    """Status and type, the tags to keep, and new ones parted by commas."""

    names = ("status", "kind")

    def __init__(self, customer: Customer, data: Any = None, *, has: Sequence[str], known: Sequence[str]) -> None:
        super().__init__(customer, data, auto_id="general_%s")
        offered = [*has, *(name for name in known if name not in has)][: max(SUGGESTED, len(has))]
        self.fields["tags"] = forms.MultipleChoiceField(
            choices=[(name, name) for name in offered],
            initial=list(has),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["new_tags"] = forms.CharField(
            label="New tags",
            required=False,
            help_text="Part several with commas.",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    @property
    def tag_names(self) -> list[str]:
        """The names of the tags the customer is to have."""
        typed = [name for name in self.cleaned_data["new_tags"].split(",") if name.strip()]
        return [*self.cleaned_data["tags"], *typed]
