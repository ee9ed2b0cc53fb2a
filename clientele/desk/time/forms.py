"""The forms of time: durations stay as they were typed, and the floor says what they mean."""

from typing import Any

from django import forms

from clientele.desk.versions import VersionedForm
from clientele.kit import durations
from clientele.projects.models import TimeEntry
from clientele.projects.queries import Place, place_key, place_words

ROOM = 6_000  # more than any field takes, so that the shape rule below says what fits
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlaceForm(forms.Form):
    """A project, and a billing code where it has any, chosen in one list."""

    place = forms.ChoiceField(label="Project")

    def offer(self, places: list[Place], besides: Place | None = None) -> None:
        """Offer these places, and the one that is held already."""
        held = [besides] if besides and place_key(*besides) not in {place_key(*place) for place in places} else []
        self.places = {place_key(*place): place for place in (*held, *places)}
        words = [(key, place_words(*place)) for key, place in self.places.items()]
        self.fields["place"].choices = [("", "Choose a project"), *words]  # type: ignore[attr-defined]

    @property
    def placed(self) -> dict[str, Any]:
        """The project and the billing code, for the operation."""
        project, code = self.places[self.cleaned_data["place"]]
        return {"project": project, "billing_code": code}


class TimeForm(PlaceForm, VersionedForm):
    """An entry: where, when, how long, what, and whether nobody pays for it."""

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
        self, data: Any = None, *, places: list[Place], entry: TimeEntry | None = None, first: Any = None
    ) -> None:
        super().__init__(data, initial=first or (_texts_of(entry) if entry else None))
        self.offer(places, (entry.project, entry.billing_code) if entry else None)
        self.entry = entry

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation. Raises `validation_error` for what is no duration."""
        typed = self.cleaned_data
        values = {"day": typed["day"], "description": typed["description"], **self.placed}
        values["minutes"] = durations.minutes_of(typed["minutes"])
        if typed["unpaid"]:
            values["is_billable"] = False
        elif self.entry and not self.entry.is_billable:
            values["is_billable"] = None
        return values


class TimerForm(PlaceForm):
    """What a timer is started for."""

    description = forms.CharField(
        label="What you do", required=False, max_length=ROOM, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, data: Any = None, *, places: list[Place], first: Any = None) -> None:
        super().__init__(data, initial=first)
        self.offer(places)


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


def _texts_of(entry: TimeEntry) -> dict[str, Any]:
    usual = entry.project.is_billable and (entry.billing_code is None or entry.billing_code.is_billable)
    return {
        "place": place_key(entry.project, entry.billing_code),
        "day": entry.day,
        "minutes": durations.shown(entry.minutes),
        "description": entry.description,
        "unpaid": usual and not entry.is_billable,
        "version": entry.version,
    }
