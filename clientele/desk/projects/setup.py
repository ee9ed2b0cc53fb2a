"""The steps in which a project is set up; each saves itself, and each can be skipped."""

from dataclasses import dataclass
from typing import Any

from django import forms

from clientele.desk.projects.forms import ProjectForm
from clientele.kit.refusals import FieldError, Refusal
from clientele.projects.models import Template

LABELS = ["Basics", "Dates and lead", "Budget and rate", "Tasks and codes"]


#: Where a task's title and a billing code's name are typed.
_TYPED_IN = {"title": "tasks", "name": "codes"}


class BasicsForm(ProjectForm):
    names: tuple[str, ...] = ("name", "code", "kind", "description")


class DatesForm(ProjectForm):
    names: tuple[str, ...] = ("lead", "starts_on", "ends_on")


class BudgetForm(ProjectForm):
    names: tuple[str, ...] = ("budget_amount", "budget_minutes", "hourly_rate", "currency")


class WorkForm(forms.Form):
    """A template to take tasks and codes from, and others one a line."""

    tasks = forms.CharField(
        label="Tasks", required=False, help_text="One a line.", widget=forms.Textarea(attrs={"rows": 6})
    )
    codes = forms.CharField(
        label="Billing codes",
        required=False,
        help_text="One a line: the kinds of work that time is written to.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, templates: list[Template]) -> None:
        super().__init__(data)
        self.templates = {str(template.pk): template for template in templates}
        choices = [("", "None"), *((pk, template.name) for pk, template in self.templates.items())]
        self.fields["template"] = forms.ChoiceField(label="From a template", choices=choices, required=False)

    def in_its_fields(self, refusal: Refusal) -> Refusal:
        """A refusal of a task or a code, beside the field in which it was typed."""
        refusal.errors = [FieldError(_TYPED_IN.get(e.field, e.field), e.message, e.code) for e in refusal.errors]
        return refusal

    @property
    def template(self) -> Template | None:
        return self.templates.get(self.cleaned_data["template"])

    def lines(self, name: str) -> list[str]:
        """What was typed, one a line."""
        return [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]


@dataclass(frozen=True)
class Step:
    """A step: its word in the address, its number, and its form where it is one of the project's fields."""

    name: str
    number: int
    form: type[ProjectForm] | None = None

    @property
    def label(self) -> str:
        return LABELS[self.number - 1]


STEPS = (Step("basics", 1, BasicsForm), Step("dates", 2, DatesForm), Step("budget", 3, BudgetForm), Step("work", 4))
BY_NAME = {step.name: step for step in STEPS}


def beside(step: Step, by: int) -> str:
    """The name of the step before (-1) or after (1), empty where there is none."""
    place = step.number - 1 + by
    return STEPS[place].name if 0 <= place < len(STEPS) else ""
