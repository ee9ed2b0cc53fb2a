"""The fixed words of projects, time and expenses."""

from typing import Any

from django.db import models

from clientele.kit.numbers import plain_number


class ProjectStatus(models.TextChoices):
    """Where a project stands; `TRANSITIONS` says what may follow what."""

    DRAFT = "draft", "Draft"
    ACTIVE = "active", "Active"
    ON_HOLD = "on_hold", "On Hold"
    COMPLETED = "completed", "Completed"
    ARCHIVED = "archived", "Archived"


#: What may follow each status; a completed project can be taken up again, an archived one brought back.
TRANSITIONS: dict[str, frozenset[str]] = {
    ProjectStatus.DRAFT: frozenset({ProjectStatus.ACTIVE, ProjectStatus.ARCHIVED}),
    ProjectStatus.ACTIVE: frozenset({ProjectStatus.ON_HOLD, ProjectStatus.COMPLETED, ProjectStatus.ARCHIVED}),
    ProjectStatus.ON_HOLD: frozenset({ProjectStatus.ACTIVE, ProjectStatus.COMPLETED, ProjectStatus.ARCHIVED}),
    ProjectStatus.COMPLETED: frozenset({ProjectStatus.ACTIVE, ProjectStatus.ARCHIVED}),
    ProjectStatus.ARCHIVED: frozenset({ProjectStatus.COMPLETED, ProjectStatus.ACTIVE}),
}

#: Projects in these stand in the way of deleting their customer.
RUNNING = (ProjectStatus.DRAFT, ProjectStatus.ACTIVE, ProjectStatus.ON_HOLD)

#: Time and expenses are taken on these.
OPEN_FOR_TIME = (ProjectStatus.ACTIVE, ProjectStatus.ON_HOLD, ProjectStatus.COMPLETED)


class ProjectType(models.TextChoices):
    """Who pays for the work."""

    BILLABLE = "billable", "Billable"
    NON_BILLABLE = "non_billable", "Non-Billable"
    INTERNAL = "internal", "Internal"


class Approval(models.TextChoices):
    """Where a time entry or an expense stands; a rejected one is open again as soon as it is changed."""

    OPEN = "open", "Open"
    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"


#: Its owner may change or remove it in these.
CHANGEABLE = (Approval.OPEN, Approval.REJECTED)

#: An invoice may take it up in these.
INVOICEABLE_TIME = (Approval.SUBMITTED, Approval.APPROVED)

MINUTES_A_DAY = 24 * 60


class ExpenseCategory(models.TextChoices):
    """What money was spent on."""

    TRAVEL = "travel", "Travel"
    MILEAGE = "mileage", "Mileage"
    ACCOMMODATION = "accommodation", "Accommodation"
    MEALS = "meals", "Meals"
    MATERIALS = "materials", "Materials"
    SUBCONTRACTOR = "subcontractor", "Subcontractor"
    OTHER = "other", "Other"


SENTENCES = {
    "projects.created": "{author} created the project {subject}",
    "projects.updated": "{author} changed {fields} of the project {subject}",
    "projects.status_changed": "{author} set the project {subject} to {status}",
    "projects.moved": "{author} moved the project {subject} from {source} to {target}",
    "projects.moved_away": "{author} moved the project {subject} away to {target}",
    "projects.deleted": "{author} deleted the project {subject}",
    "projects.task_added": "{author} added the task {subject}",
    "projects.task_updated": "{author} changed the task {subject}",
    "projects.task_done": "{author} ticked off the task {subject}",
    "projects.task_reopened": "{author} took up the task {subject} again",
    "projects.tasks_ordered": "{author} put the task {task} in another place",
    "projects.task_removed": "{author} removed the task {subject}",
    "projects.member_added": "{author} put {subject} on the project",
    "projects.member_updated": "{author} changed the place of {subject} on the project",
    "projects.member_removed": "{author} took {subject} off the project",
    "projects.billing_code_added": "{author} added the billing code {subject}",
    "projects.billing_code_updated": "{author} changed the billing code {subject}",
    "projects.billing_code_removed": "{author} removed the billing code {subject}",
    "projects.template_saved": "{author} saved the project template {subject}",
    "projects.template_updated": "{author} changed the project template {subject}",
    "projects.template_deleted": "{author} deleted the project template {subject}",
    "projects.rate_set": "{author} set the hourly rate of {subject}",
    "projects.time_added": "{author} wrote down {duration}",
    "projects.time_updated": "{author} changed {duration} of {day}",
    "projects.time_removed": "{author} removed {duration} of {day}",
    "projects.time_submitted": "{author} submitted {subject} of time",
    "projects.time_approved": "{author} approved {subject} of time",
    "projects.time_rejected": "{author} rejected {subject} of time: {reason}",
    "projects.timer_started": "{author} started a timer",
    "projects.timer_discarded": "{author} discarded a timer",
    "projects.expense_added": "{author} added an expense of {amount}",
    "projects.expense_updated": "{author} changed an expense of {amount}",
    "projects.expense_removed": "{author} removed an expense of {amount}",
    "projects.expense_submitted": "{author} submitted an expense of {amount}",
    "projects.expense_approved": "{author} approved an expense of {amount}",
    "projects.expense_rejected": "{author} rejected an expense of {amount}: {reason}",
}

#: Every column of a project that a person may write.
WRITABLE_FIELDS = (
    "name",
    "code",
    "kind",
    "lead",
    "starts_on",
    "ends_on",
    "budget_amount",
    "budget_minutes",
    "hourly_rate",
    "currency",
    "description",
)

#: Every column of a template that is copied from and into a project.
TEMPLATE_FIELDS = ("kind", "description", "budget_amount", "budget_minutes", "hourly_rate", "currency")

MOST_TASKS = 200

FIELD_WORDS = {
    "kind": "type",
    "lead": "lead",
    "starts_on": "start",
    "ends_on": "end",
    "budget_amount": "budget",
    "budget_minutes": "budgeted hours",
    "hourly_rate": "hourly rate",
    "description": "description",
    "customer": "customer",
    "title": "title",
    "position": "position",
    "is_billable": "billable",
    "done_at": "done",
}

_CHOICES: dict[str, type[models.TextChoices]] = {"kind": ProjectType, "status": ProjectStatus}
_AMOUNTS = ("budget_amount", "hourly_rate")


def in_words(field: str, value: Any) -> str:
    """A value as the trail remembers it, as a person reads it: `On Hold`, `12:30`, `4200`."""
    if value in (None, ""):
        return ""
    if field in _CHOICES and value in _CHOICES[field].values:
        return str(_CHOICES[field](value).label)
    if field == "budget_minutes":
        return f"{int(value) // 60}:{int(value) % 60:02}"
    return plain_number(value) if field in _AMOUNTS else str(value)
