"""The form of an expense."""

from typing import Any

from django import forms

from clientele.desk.time.forms import ROOM
from clientele.desk.versions import VersionedForm
from clientele.kit import money
from clientele.projects.choices import ExpenseCategory
from clientele.projects.models import Expense, Project


class ExpenseForm(VersionedForm):
    """What was spent, for which project, and whether nobody pays for it."""

    project = forms.ChoiceField(label="Project")
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    category = forms.ChoiceField(label="What for", choices=ExpenseCategory.choices)
    amount = forms.CharField(
        label="Amount",
        max_length=100,
        help_text="In the project's currency.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    description = forms.CharField(
        label="Description", required=False, max_length=ROOM, widget=forms.Textarea(attrs={"rows": 2})
    )
    unpaid = forms.BooleanField(label="Not billable", required=False)

    def __init__(
        self, data: Any = None, *, projects: list[Project], expense: Expense | None = None, first: Any = None
    ) -> None:
        super().__init__(data, initial=first or (_texts_of(expense) if expense else None))
        held = [expense.project] if expense and expense.project not in projects else []
        self.projects = {str(project.pk): project for project in (*held, *projects)}
        words = [
            (key, f"{project.customer.name}: {project.name} ({project.currency})")
            for key, project in self.projects.items()
        ]
        self.fields["project"].choices = [("", "Choose a project"), *words]  # type: ignore[attr-defined]
        self.expense = expense

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        typed = self.cleaned_data
        values = {name: typed[name] for name in ("day", "category", "description")}
        values |= {"project": self.projects[typed["project"]], "amount": typed["amount"].replace(",", ".").strip()}
        values["currency"] = values["project"].currency
        if typed["unpaid"]:
            values["is_billable"] = False
        elif self.expense and not self.expense.is_billable:
            values["is_billable"] = None
        return values


def _texts_of(expense: Expense) -> dict[str, Any]:
    texts = {name: getattr(expense, name) for name in ("day", "category", "description", "version")}
    amount: Any = expense.amount
    unpaid = expense.project.is_billable and not expense.is_billable
    return texts | {
        "project": expense.project_id,
        "amount": f"{money.rounded(amount, expense.currency):f}",
        "unpaid": unpaid,
    }
