"""The form of a project template, and its billing codes as they stand on its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from clientele.desk.projects.forms import ProjectForm
from clientele.kit.text import name_key
from clientele.projects.models import Template


class TemplateFields(ProjectForm):
    """What a template says besides its billing codes; its tasks are lines."""

    names: tuple[str, ...] = (
        "name",
        "kind",
        "budget_amount",
        "budget_minutes",
        "hourly_rate",
        "currency",
        "description",
        "tasks",
    )

    def __init__(self, template: Any, data: Any = None) -> None:
        super().__init__(template, data)
        self.fields["name"].label = "Template name"

    @property
    def values(self) -> dict[str, Any]:
        lines = self.cleaned_data["tasks"].splitlines()
        return {**super().values, "tasks": [line for line in lines if line.strip()]}

    def text_of(self, name: str, record: Any) -> str:
        return "\n".join(record.tasks) if name == "tasks" else super().text_of(name, record)

    def in_words(self, name: str, text: str) -> str:
        return ", ".join(text.splitlines()) if name == "tasks" else super().in_words(name, text)

    def _field(self, name: str, value: str) -> forms.Field:
        if name != "tasks":
            return super()._field(name, value)
        lines = forms.Textarea(attrs={"rows": 8})
        hint = "One on each line, in the order in which they are done."
        return forms.CharField(label="Tasks", required=False, strip=False, widget=lines, help_text=hint)


@dataclass(frozen=True)
class Code:
    """A billing code of a template, and its place from 1, by which its addresses go."""

    place: int
    name: str
    hourly_rate: Decimal | None
    is_billable: bool


def codes_in_words(template: Template) -> list[Code]:
    """The billing codes of a template, in the order of their names as projects show them."""
    codes = [
        Code(place, code["name"], _amount(code["hourly_rate"]), code["is_billable"])
        for place, code in enumerate(template.billing_codes, 1)
    ]
    return sorted(codes, key=lambda code: name_key(code.name))


def named(template: Template, name: str) -> Code | None:
    """The code of that name, or None."""
    return next((code for code in codes_in_words(template) if name_key(code.name) == name_key(name)), None)


def with_code(template: Template, was: str, values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The codes with one changed, which is known by the name it had; or added, where none has that name."""
    known = named(template, was) if was else None
    codes: list[Mapping[str, Any]] = list(template.billing_codes)
    if known is None:
        return [*codes, values]
    codes[known.place - 1] = values
    return codes


def without_code(template: Template, place: int) -> list[Mapping[str, Any]]:
    """The codes but for the one at a place."""
    return [code for at, code in enumerate(template.billing_codes, 1) if at != place]


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
