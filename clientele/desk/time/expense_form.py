"""The form of an expense."""

from collections.abc import Mapping
from typing import Any

from django import forms

from clientele.accounts.models import Member
from clientele.desk.time.forms import ROOM, WORDS, billable_of, is_unpaid, unpaid_words
from clientele.desk.versions import VersionedForm
from clientele.kit import money
from clientele.projects.choices import ExpenseCategory
from clientele.projects.models import Expense, Project
from clientele.projects.queries import open_projects


class ExpenseForm(VersionedForm):
    """What was spent, for which project, and whether nobody pays for it."""

    names: tuple[str, ...] = ("project", "day", "category", "amount", "description", "unpaid")
    project = forms.IntegerField(
        label="Project", max_value=2**63 - 1, error_messages=dict.fromkeys(("required", "invalid"), "Choose a project.")
    )
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
        self,
        data: Any = None,
        *,
        member: Member,
        expense: Expense | None = None,
        first: Mapping[str, Any] | None = None,
    ) -> None:
        self.member, self.expense = member, expense
        kept = {name: self.text_of(name, expense) for name in self.names} if expense else {}
        super().__init__(data, initial={**kept, "version": expense and expense.version, **(first or {})})

    def clean_project(self) -> Project:
        project = self.project_at(str(self.cleaned_data["project"]))
        if project is None:
            raise forms.ValidationError("This project takes no expenses now. Choose another.")
        return project

    def project_at(self, key: str) -> Project | None:
        """The project of a key: an open one, or the one that is held already."""
        if self.expense and key == str(self.expense.project_id):
            return self.expense.project
        is_number = key.isascii() and key.isdecimal() and len(key) < 19
        return open_projects(self.member).filter(pk=key).first() if is_number else None

    @property
    def chosen(self) -> Project | None:
        """The project that stands in the form."""
        return self.project_at(str(self["project"].value() or ""))

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        typed = self.cleaned_data
        values = {name: typed[name] for name in ("project", "day", "category", "description")}
        values |= {"amount": typed["amount"].replace(",", ".").strip(), "currency": typed["project"].currency}
        return values | billable_of(self.expense, is_unpaid=typed["unpaid"])

    def text_of(self, name: str, record: Any) -> str:
        if name == "project":
            return str(record.project_id)
        if name == "unpaid":
            return "on" if is_unpaid(record) else ""
        if name == "amount":
            return f"{money.rounded(record.amount, record.currency):f}"
        return str(getattr(record, name))

    def in_words(self, name: str, text: str) -> str:
        if name == "project":
            project = self.project_at(text)
            return f"{project.customer.name}: {project.name} ({project.currency})" if project else "A closed project"
        if name == "category" and text in ExpenseCategory.values:
            return str(ExpenseCategory(text).label)
        return unpaid_words(text) if name == "unpaid" else text

    def word_of(self, name: str) -> str:
        return {**WORDS, "category": "what for"}.get(name, name)

    def take_over(self, since: Mapping[str, Any], data: Any) -> list[str]:
        """Nothing stands in this form besides its fields."""
        return []
