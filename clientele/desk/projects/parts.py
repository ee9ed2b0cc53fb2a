"""The forms of what belongs to a project: people, billing codes, tasks."""

from collections.abc import Mapping
from typing import Any

from django import forms

from clientele.accounts.models import Member
from clientele.desk.versions import VersionedForm
from clientele.kit.numbers import plain_number
from clientele.projects.choices import FIELD_WORDS, in_words
from clientele.projects.models import BillingCode, ProjectMember, Task


def _line(label: str, **attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, strip=False, widget=forms.TextInput(attrs={"autocomplete": "off", **attrs})
    )


class PartForm(VersionedForm):
    """Some fields of a part of a project, and how each reads where two people changed it."""

    names: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        return {name: self.cleaned_data[name] for name in self.names}

    def text_of(self, name: str, record: Any) -> str:
        value = getattr(record, name)
        if name == "is_billable":
            return "on" if value else ""
        return plain_number(value) if name == "hourly_rate" and value not in (None, "") else str(value or "")

    def in_words(self, name: str, text: str) -> str:
        if name == "is_billable":
            return "Billable" if text else "Not billable"
        return in_words(name, text)

    def word_of(self, name: str) -> str:
        return FIELD_WORDS.get(name, name)

    def take_over(self, since: Mapping[str, Any], data: Any) -> list[str]:
        """Nothing stands in these forms besides their fields."""
        return []


class PersonForm(PartForm):
    """A person on a project; the rate only for those who may see rates."""

    names: tuple[str, ...] = ("position", "hourly_rate")
    position = _line("Position")
    hourly_rate = _line("Hourly rate", inputmode="decimal")

    def __init__(
        self,
        data: Any = None,
        *,
        place: ProjectMember | None = None,
        offered: list[Member] | None = None,
        rates: bool = False,
    ) -> None:
        initial = {"position": place.position, "version": place.version} if place else {}
        if place and place.hourly_rate is not None:
            initial["hourly_rate"] = plain_number(place.hourly_rate)
        super().__init__(data, initial=initial)
        self.offered = {str(member.pk): member for member in offered or ()}
        if place is None:
            choices = [(pk, member.name) for pk, member in self.offered.items()]
            self.fields["member"] = forms.ChoiceField(label="Person", choices=choices)
        if not rates:
            del self.fields["hourly_rate"]
            self.names = ("position",)

    @property
    def person(self) -> Member:
        return self.offered[self.cleaned_data["member"]]


class CodeForm(PartForm):
    """A billing code: what time is written to."""

    names: tuple[str, ...] = ("name", "hourly_rate", "is_billable")
    name = _line("Name", maxlength=100)
    hourly_rate = _line("Hourly rate", inputmode="decimal")
    is_billable = forms.BooleanField(label="Billable", required=False)

    def __init__(self, data: Any = None, *, code: BillingCode | None = None) -> None:
        initial: dict[str, Any] = {"is_billable": True}
        if code:
            rate = "" if code.hourly_rate is None else plain_number(code.hourly_rate)
            initial = {"name": code.name, "hourly_rate": rate, "is_billable": code.is_billable, "version": code.version}
        super().__init__(data, initial=initial)


class TaskForm(PartForm):
    """What a task is called."""

    names: tuple[str, ...] = ("title",)
    title = _line("Task", maxlength=200)

    def __init__(self, data: Any = None, *, task: Task | None = None) -> None:
        super().__init__(data, initial={"title": task.title, "version": task.version} if task else {})


class TemplateForm(forms.Form):
    """What a template is called."""

    name = _line("Template name", maxlength=200)
