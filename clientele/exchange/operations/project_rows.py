"""What one row of a list of projects does: finds whom it is for and what is there, and adds or changes a project."""

from datetime import datetime
from typing import Any

from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.accounts.queries import active_members
from clientele.customers.models import Customer
from clientele.customers.queries import customers_for
from clientele.exchange.choices import Outcome
from clientele.exchange.operations.refusals import NotTaken
from clientele.exchange.reading.projects import ProjectDraft
from clientele.kit.text import name_key, tidy_line
from clientele.projects.choices import ProjectStatus
from clientele.projects.models import Project
from clientele.projects.operations import change_status, create_project, revise_project
from clientele.projects.operations.values import clean_project, derived_keys
from clientele.projects.queries import projects_for

#: The statuses through which a new project, a draft, comes to each.
_WAY = {
    ProjectStatus.ACTIVE: (ProjectStatus.ACTIVE,),
    ProjectStatus.ON_HOLD: (ProjectStatus.ACTIVE, ProjectStatus.ON_HOLD),
    ProjectStatus.COMPLETED: (ProjectStatus.ACTIVE, ProjectStatus.COMPLETED),
    ProjectStatus.ARCHIVED: (ProjectStatus.ARCHIVED,),
}


class ProjectRows:
    """Writes the rows of one file in order; it remembers which project each row was about."""

    def __init__(self, *, by: Member, at: datetime) -> None:
        self.by, self.at = by, at
        self.called = by.organization.words.one_lower
        self._rows: dict[int, int] = {}
        self._customers: dict[str, Customer] = {}
        self._people = list(active_members())

    def write(self, draft: ProjectDraft) -> Outcome:
        """What became of a row; raises `NotTaken`, and whatever the operations on projects refuse."""
        customer = self._customer(draft)
        existing = self._existing(draft, customer)
        values = dict(draft.values)
        if draft.lead:
            values["lead"] = self._lead(draft.lead)
        if existing is None:
            project, outcome = self._add(draft, customer, values), Outcome.CREATED
        else:
            self._refuse_elsewhere(existing, customer)
            project, outcome = self._change(existing, draft, values)
        self._rows[project.pk] = draft.number
        return outcome

    def _add(self, draft: ProjectDraft, customer: Customer | None, values: dict[str, Any]) -> Project:
        if customer is None:
            raise NotTaken(f"The {self.called} is missing.", f"Write the name or code of a {self.called}")
        if not draft.name:
            raise NotTaken("The name is missing.", "Write what the project is called")
        project = create_project(customer=customer, values=values, by=self.by, at=self.at)
        for status in _WAY.get(ProjectStatus(draft.status or ProjectStatus.DRAFT), ()):
            project = change_status(project, to=status, by=self.by, at=self.at)
        return project

    def _change(self, existing: Project, draft: ProjectDraft, values: dict[str, Any]) -> tuple[Project, Outcome]:
        wanted = {name: value for name, value in clean_project(values).items() if getattr(existing, name) != value}
        status = draft.status if draft.status != existing.status else None
        if not wanted and not status:
            return existing, Outcome.UNCHANGED
        changed = revise_project(existing, changes=wanted, status=status or None, by=self.by, at=self.at)
        return changed, Outcome.UPDATED

    def _customer(self, draft: ProjectDraft) -> Customer | None:
        said = [text for text in (draft.customer_code, draft.customer) if text]
        found = [self._customer_called(text) for text in said]
        if len({customer.pk for customer in found}) > 1:
            raise NotTaken(f"{found[0].name} has the code {draft.customer_code}.", "Correct the code or the name")
        return found[0] if found else None

    def _customer_called(self, text: str) -> Customer:
        if text in self._customers:
            return self._customers[text]
        customers = customers_for(self.by)
        by_code = customers.annotate(low=Lower("code")).filter(low=tidy_line(text).casefold()).order_by("pk").first()
        found: Customer | None = by_code or customers.current().filter(name_key=name_key(text)).order_by("pk").first()
        if found is None:
            raise NotTaken(
                f"There is no {self.called} “{text[:60]}”.", f"Add the {self.called} first, or correct the name"
            )
        self._customers[text] = found
        return found

    def _existing(self, draft: ProjectDraft, customer: Customer | None) -> Project | None:
        """The project of the row's code, else the one of its name at its customer that has no other code."""
        projects = projects_for(self.by)
        code = str(draft.values.get("code", "")).casefold()
        found: Project | None = None
        if code:
            found = projects.annotate(low=Lower("code")).filter(low=code).order_by("pk").first()
        if found is None and customer is not None:
            found = self._called_so(draft, customer, code)
        if found and (earlier := self._rows.get(found.pk)) is not None:
            raise NotTaken(f"Same project as row {earlier}.", "Keep one of the two, or give them codes")
        return found

    def _called_so(self, draft: ProjectDraft, customer: Customer, code: str) -> Project | None:
        alike = projects_for(self.by).filter(customer=customer, **derived_keys({"name": draft.name}))
        named = [one for one in alike if name_key(one.name) == name_key(draft.name)]
        if code:
            named = [one for one in named if not one.code]
        if len(named) > 1:
            raise NotTaken(f"{customer.name} has several projects of this name.", "Write the code of the one you mean")
        return named[0] if named else None

    def _refuse_elsewhere(self, existing: Project, customer: Customer | None) -> None:
        if customer is not None and existing.customer_id != customer.pk:
            whose = f"{existing.name} ({existing.code}) belongs to {existing.customer.name}."
            raise NotTaken(whose, "Move it there first, or give this row another code")

    def _lead(self, text: str) -> Member:
        wanted = name_key(text)
        found = [one for one in self._people if wanted == name_key(one.user.email)]
        found = found or [one for one in self._people if wanted == name_key(one.name)]
        if len(found) != 1:
            several = "Several people in the team are called" if found else "Nobody in the team is called"
            raise NotTaken(f"{several} “{text[:60]}”.", "Write the email of a member")
        return found[0]
