"""The forms of time: durations stay as they were typed, and the floor says what they mean."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist

from clientele.accounts.models import Member
from clientele.desk.versions import VersionedForm
from clientele.kit import durations
from clientele.projects.models import TimeEntry
from clientele.projects.models.time import Spent
from clientele.projects.queries import Place, place_key, place_words, places_at

ROOM = 6_000  # more than any field takes, so that the shape rule below says what fits
WORDS = {"place": "project", "minutes": "duration", "unpaid": "billable"}
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlaceForm(forms.Form):
    """A project, and a billing code where it has any, chosen in one picker."""

    place = forms.CharField(label="Project", max_length=100, error_messages={"required": "Choose a project."})
    member: Member
    held: Place | None = None

    def clean_place(self) -> str:
        key: str = self.cleaned_data["place"]
        if self.place_at(key) is None:
            raise forms.ValidationError("This project takes no time now. Choose another.")
        return key

    def place_at(self, key: str) -> Place | None:
        """The place of a key: an open one, or the one that is held already."""
        if self.held and key == place_key(*self.held):
            return self.held
        return places_at(self.member, [key]).get(key)

    @property
    def chosen(self) -> Place | None:
        """The place that stands in the form."""
        key = self["place"].value()
        return self.place_at(key) if key else None

    @property
    def placed(self) -> dict[str, Any]:
        """The project and the billing code, for the operation."""
        place = self.place_at(self.cleaned_data["place"])
        assert place
        return {"project": place[0], "billing_code": place[1]}


class TimeForm(PlaceForm, VersionedForm):
    """An entry: where, when, how long, what, and whether nobody pays for it."""

    names: tuple[str, ...] = ("place", "day", "minutes", "description", "unpaid")
    day = forms.DateField(label="Day", widget=_DAY)
    minutes = forms.CharField(
        label="Duration",
        max_length=100,
        help_text=durations.HINT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "0:00"}),
    )
    description = forms.CharField(
        label="What was done", required=False, max_length=ROOM, widget=forms.Textarea(attrs={"rows": 2})
    )
    unpaid = forms.BooleanField(label="Not billable", required=False)
    field_order = ("place", "day", "minutes", "description", "unpaid")

    def __init__(
        self,
        data: Any = None,
        *,
        member: Member,
        entry: TimeEntry | None = None,
        first: Mapping[str, Any] | None = None,
    ) -> None:
        self.member, self.entry = member, entry
        self.held = (entry.project, entry.billing_code) if entry else None
        kept = {name: self.text_of(name, entry) for name in self.names} | {"version": entry.version} if entry else {}
        super().__init__(data, initial={**kept, **(first or {})})

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation. Raises `validation_error` for what is no duration."""
        typed = self.cleaned_data
        values = {"day": typed["day"], "description": typed["description"], **self.placed}
        values["minutes"] = durations.minutes_of(typed["minutes"])
        return values | billable_of(self.entry, is_unpaid=typed["unpaid"])

    def text_of(self, name: str, record: Any) -> str:
        if name == "place":
            return f"{record.project_id}-{record.billing_code_id or 0}"
        if name == "unpaid":
            return "on" if is_unpaid(record) else ""
        return durations.shown(record.minutes) if name == "minutes" else str(getattr(record, name))

    def in_words(self, name: str, text: str) -> str:
        if name == "place":
            place = self.place_at(text)
            return place_words(*place) if place else "A closed project"
        return unpaid_words(text) if name == "unpaid" else text

    def word_of(self, name: str) -> str:
        return WORDS.get(name, name)

    def take_over(self, since: Mapping[str, Any], data: Any) -> list[str]:
        """Nothing stands in this form besides its fields."""
        return []


class TimerForm(PlaceForm):
    """What a timer is started for."""

    description = forms.CharField(
        label="What you do", required=False, max_length=ROOM, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, data: Any = None, *, member: Member, first: Mapping[str, Any] | None = None) -> None:
        self.member = member
        super().__init__(data, initial=dict(first or {}))


class RowForm(PlaceForm):
    """What a row of the week is added for."""

    def __init__(self, data: Any = None, *, member: Member, first: Mapping[str, Any] | None = None) -> None:
        self.member = member
        super().__init__(data, initial=dict(first or {}))


class LongTimerForm(forms.Form):
    """How long it really was."""

    minutes = forms.CharField(
        label="Duration", max_length=100, help_text=durations.HINT, widget=forms.TextInput({"autocomplete": "off"})
    )


class RejectionForm(forms.Form):
    """Why time or expenses are given back."""

    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=ROOM,
        help_text="Read by who wrote it.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def is_unpaid(row: Spent) -> bool:
    """Whether somebody said that nobody pays, where by its project and billing code it would be paid."""
    try:
        code = getattr(row, "billing_code", None)
        usual = row.project.is_billable and (code is None or code.is_billable)
    except ObjectDoesNotExist:  # Where it was before somebody moved it may be deleted by now.
        usual = True
    return usual and not row.is_billable


def billable_of(row: Spent | None, *, is_unpaid: bool) -> dict[str, bool | None]:
    """What the tick means for the operation: not billable, as the project is, or as it was."""
    if is_unpaid:
        return {"is_billable": False}
    return {"is_billable": None} if row and not row.is_billable else {}


def unpaid_words(text: str) -> str:
    return "Not billable" if text else "Billable"
