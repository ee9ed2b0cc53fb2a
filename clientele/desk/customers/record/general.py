"""The form of Settings > General: status, type and tags."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from clientele.customers.choices import FIELD_WORDS
from clientele.customers.models import Customer, Tag
from clientele.desk.customers.record.forms import RecordForm


class KnownTags(forms.MultipleChoiceField):
    """Tags by id; one that was deleted or merged meanwhile is no longer there to be chosen."""

    def to_python(self, value: Any) -> list[str]:
        return [one for one in super().to_python(value) if self.valid_value(one)]


class GeneralForm(RecordForm):
    """Status and type, and the tags to add and take off: those that others added or renamed meanwhile stay."""

    names: tuple[str, ...] = ("status", "kind")

    def __init__(self, customer: Customer, data: Any = None, *, has: Sequence[Tag], known: Sequence[Tag]) -> None:
        super().__init__(customer, data, auto_id="general_%s")
        self.has = list(has)
        self.offered = {str(tag.pk): tag for tag in (*has, *known)}
        self.fields["tags"] = KnownTags(
            choices=[(pk, tag.name) for pk, tag in self.offered.items()],
            initial=[str(tag.pk) for tag in has],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["had"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=",".join(str(tag.pk) for tag in has)
        )
        self.fields["new_tags"] = forms.CharField(
            label="New tags",
            required=False,
            help_text="Part several with commas.",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    @property
    def tags(self) -> list[Tag]:
        """The tags that exist which the customer is to have: those of now, less those taken off, and those added."""
        had, ticked = self.cleaned_data["had"].split(","), self.cleaned_data["tags"]
        kept = [tag for tag in self.has if str(tag.pk) in ticked or str(tag.pk) not in had]
        added = [self.offered[pk] for pk in ticked if pk not in had and self.offered[pk] not in kept]
        return [*kept, *added]

    @property
    def tag_names(self) -> list[str]:
        """The names of the tags the customer is to have, the new ones too."""
        typed = [name for name in self.cleaned_data["new_tags"].split(",") if name.strip()]
        return [*(tag.name for tag in self.tags), *typed]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, with the names of the tags."""
        return super().values | {"tags": self.tag_names}

    def take_over(self, since: Mapping[str, Any], data: Any) -> list[str]:
        """The tags of now, with what the person took off and added."""
        if "tags" not in since:
            return []
        data.setlist("tags", [str(tag.pk) for tag in self.tags])
        data.setlist("had", [",".join(str(tag.pk) for tag in self.has)])
        return [FIELD_WORDS["tags"]]
