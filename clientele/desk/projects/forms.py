"""The forms of projects: text in, text kept; what it must look like is for the model's fields to say."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from clientele.accounts.queries import active_members
from clientele.desk.projects.budget import hours
from clientele.kit.numbers import plain_number
from clientele.kit.places import currency_choices, currency_name
from clientele.projects.choices import FIELD_WORDS, ProjectType, in_words
from clientele.projects.models import Project

LABELS = {
    "name": "Project name",
    "code": "Code",
    "kind": "Type",
    "lead": "Lead",
    "starts_on": "Start",
    "ends_on": "End",
    "currency": "Currency",
    "budget_amount": "Budget, money",
    "budget_minutes": "Budget, hours",
    "hourly_rate": "Hourly rate",
    "description": "Description",
}
_HOURS = re.compile(r"(\d{1,7})(?::([0-5]\d))?")
_DATES = ("starts_on", "ends_on")
_MOST_HOURS = 10_000_000


class HoursField(forms.CharField):
    """Hours as `120`, `37.5` or `12:30`, kept as minutes."""

    def clean(self, value: Any) -> int | None:
        text = str(value or "").strip().replace(",", ".")
        if not text:
            return None
        if found := _HOURS.fullmatch(text):
            return int(found[1]) * 60 + int(found[2] or 0)
        try:
            minutes = Decimal(text) * 60
        except InvalidOperation:
            minutes = Decimal(-1)
        if not minutes.is_finite() or not 0 <= minutes <= _MOST_HOURS * 60:
            raise forms.ValidationError("Enter hours, such as 120, 37.5 or 12:30.", code="invalid")
        return round(minutes)


class ProjectForm(forms.Form):
    """Some fields of a project as they are now, and the version they were read at."""

    names: tuple[str, ...] = tuple(LABELS)

    def __init__(
        self, project: Project | None = None, data: Any = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        self.people = {str(member.pk): member for member in active_members()} if "lead" in self.names else {}
        if "lead" in self.names and project and project.lead:
            self.people.setdefault(str(project.lead_id), project.lead)
        texts = {name: self.text_of(name, project) for name in self.names} if project else {}
        super().__init__(data, initial={**texts, "version": project.version if project else None, **(initial or {})})
        self.fields["version"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1
        )
        for name in self.names:
            self.fields[name] = self._field(name, texts.get(name, ""))

    @property
    def values(self) -> dict[str, Any]:
        """What was typed and chosen, for the operation."""
        given = {name: self.cleaned_data[name] for name in self.names}
        if "lead" in given:
            given["lead"] = self.people.get(given["lead"])
        return given

    def text_of(self, name: str, record: Any) -> str:
        """What a project says in a field, as it stands in the form."""
        value = getattr(record, "lead_id" if name == "lead" else name)
        if value in (None, ""):
            return ""
        if name == "budget_minutes":
            return hours(int(value)).replace(",", "")
        return plain_number(value) if name in ("budget_amount", "hourly_rate") else str(value)

    def in_words(self, name: str, text: str) -> str:
        if name == "lead":
            return str(self.people.get(text, ""))
        return text if name == "budget_minutes" else in_words(name, text)

    def word_of(self, name: str) -> str:
        return FIELD_WORDS.get(name, name.replace("_", " "))

    def take_over(self, since: Mapping[str, Any], data: Any) -> list[str]:
        """Nothing stands in this form besides its fields."""
        return []

    def _field(self, name: str, value: str) -> forms.Field:
        label = LABELS[name]
        if name == "kind":
            return forms.ChoiceField(choices=ProjectType.choices, label=label)
        if name == "lead":
            choices = [("", "Nobody"), *((pk, member.name) for pk, member in self.people.items())]
            return forms.ChoiceField(choices=choices, label=label, required=False)
        if name == "currency":
            known = list(currency_choices())
            others = [] if not value or value in dict(known) else [(value, currency_name(value))]
            return forms.ChoiceField(choices=[*known, *others], label=label)
        if name == "budget_minutes":
            hint = "Such as 120, 37.5 or 12:30."
            return HoursField(label=label, required=False, widget=_text(inputmode="decimal"), help_text=hint)
        return forms.CharField(label=label, required=False, strip=False, widget=_widget(name))


def _text(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


def _widget(name: str) -> forms.Widget:
    if name == "description":
        return forms.Textarea(attrs={"rows": 4})
    if name in _DATES:
        return forms.TextInput(attrs={"type": "date", "min": "1900-01-01", "max": "2200-12-31"})
    if name in ("budget_amount", "hourly_rate"):
        return _text(inputmode="decimal")
    return _text(maxlength=20, autocapitalize="characters", spellcheck="false") if name == "code" else _text()
