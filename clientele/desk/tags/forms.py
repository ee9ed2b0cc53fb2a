from typing import Any

from django import forms

from clientele.customers.choices import TagColor
from clientele.customers.models import Tag
from clientele.desk.versions import VersionedForm


class TagForm(VersionedForm):
    """A tag's name and colour, and the version it was read at."""

    name = forms.CharField(label="Name", strip=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    color = forms.ChoiceField(label="Colour", choices=TagColor.choices, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, tag: Tag | None = None) -> None:
        names = ("name", "color", "version")
        first = {name: getattr(tag, name) for name in names} if tag else {"color": TagColor.GREY}
        super().__init__(data, initial=first)

    @property
    def values(self) -> dict[str, str]:
        """What was typed and chosen, for the operation."""
        return {name: self.cleaned_data[name] for name in ("name", "color")}


class MergeForm(forms.Form):
    """The tag that stays."""

    into = forms.TypedChoiceField(label="Merge into", coerce=int)

    def __init__(self, data: Any = None, *, others: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["into"].choices = [("", "Choose a tag"), *others]  # type: ignore[attr-defined]
