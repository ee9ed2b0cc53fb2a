"""Money that somebody spent for a project."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.kit import money
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned
from clientele.projects.models import Expense, Project
from clientele.projects.operations import approval
from clientele.projects.operations.burn import shift_spent
from clientele.projects.operations.changing import billable, lock_open_projects, lock_row, reopened
from clientele.trail.operations import changes_between, plain, record, record_many

FIELDS = ("project", "day", "category", "amount", "description", "is_billable")
_SHAPED = ("day", "category", "amount", "description")


@transaction.atomic
def add_expense(*, values: Mapping[str, Any], by: Member, at: datetime, member: Member | None = None) -> Expense:
    """Add an expense of a member, who is `by` where nobody is named, in the project's currency.

    Raises `project_not_open` (409), `currency_differs` or `validation_error` (422).
    """
    given = {"day": None, "category": None, "amount": None, **_only(values, _SHAPED)}
    tidy = cleaned(Expense, given)
    project = lock_open_projects(values["project"])[values["project"].pk]
    _refuse_other_money(project, tidy["amount"], values.get("currency"))
    expense = Expense(
        organization=by.organization,
        member=member or by,
        project=project,
        currency=project.currency,
        is_billable=billable(project, None, values.get("is_billable")),
        created_at=at,
        updated_at=at,
        **tidy,
    )
    expense.save()
    _shift(project, expense)
    first = {field: [None, plain(getattr(expense, field))] for field in FIELDS if getattr(expense, field)}
    record("projects.expense_added", expense, by=by, at=at, changes=first, version=1, amount=_told(expense))
    return expense


@transaction.atomic
def update_expense(
    expense: Expense, *, changes: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> Expense:
    """Change what differs; a rejected expense is open again.

    Raises `project_not_open`, `expense_locked`, `expense_submitted` or `version_conflict` (409), and
    `currency_differs` or `validation_error` (422).
    """
    current = lock_row(expense, version)
    wanted = _wanted(current, changes)
    changed = changes_between({field: getattr(current, field) for field in wanted}, wanted)
    if not changed:
        return current
    before = current.project
    projects = lock_open_projects(before, wanted["project"])
    _refuse_other_money(wanted["project"], wanted["amount"], changes.get("currency") or current.currency)
    _shift(projects[before.pk], current, back=True)
    for field, value in wanted.items():
        setattr(current, field, value)
    current.currency = current.project.currency
    reopened(current)
    current.version += 1
    current.updated_at = at
    current.save()
    _shift(projects[current.project_id], current)
    facts: dict[str, Any] = {"version": current.version, "amount": _told(current)}
    record("projects.expense_updated", current, by=by, at=at, changes=changed, **facts)
    return current


@transaction.atomic
def remove_expense(expense: Expense, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Remove an expense; what it said stays in the trail.

    Raises `project_not_open`, `expense_locked`, `expense_submitted` or `version_conflict` (409).
    """
    current = lock_row(expense, version)
    project = lock_open_projects(current.project)[current.project_id]
    _shift(project, current, back=True)
    last = {field: [plain(getattr(current, field)), None] for field in FIELDS if getattr(current, field)}
    record("projects.expense_removed", current, by=by, at=at, changes=last, amount=_told(current))
    current.delete()


@transaction.atomic
def submit_expenses(expenses: Sequence[Expense], *, by: Member, at: datetime) -> int:
    """Put open and rejected expenses before those who approve; answers how many.

    Raises `expense_submitted` for one that is approved, or `expense_locked` (409).
    """
    moved = approval.submitted(expenses, at=at)
    for expense, changes in moved:
        record("projects.expense_submitted", expense, by=by, at=at, changes=changes, amount=_told(expense))
    return len(moved)


@transaction.atomic
def approve_expenses(expenses: Sequence[Expense], *, by: Member, at: datetime) -> int:
    """Agree to submitted expenses, all or none; answers how many.

    Raises `expense_not_submitted` or `expense_locked` (409).
    """
    moved = approval.approved(expenses, by=by, at=at)
    for expense, changes in moved:
        record("projects.expense_approved", expense, by=by, at=at, changes=changes, amount=_told(expense))
    return len(moved)


@transaction.atomic
def reject_expenses(expenses: Sequence[Expense], *, reason: str, by: Member, at: datetime) -> int:
    """Give expenses back to who entered them, with a reason, all or none; answers how many.

    Raises `expense_not_submitted` or `expense_locked` (409), `validation_error` (422) without a reason.
    """
    tidy = approval.tidy_reason(reason)
    moved = approval.rejected(expenses, reason=tidy, by=by, at=at)
    record_many("projects.expense_rejected", moved, by=by, at=at, reason=tidy)
    return len(moved)


def _wanted(current: Expense, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Every field as it shall be."""
    wanted = {field: getattr(current, field) for field in FIELDS} | cleaned(Expense, _only(changes, _SHAPED))
    wanted["project"] = changes.get("project", wanted["project"])
    is_moved = wanted["project"].pk != current.project_id
    asked = changes.get("is_billable", None if is_moved else current.is_billable)
    wanted["is_billable"] = billable(wanted["project"], None, asked)
    return wanted


def _shift(project: Project, expense: Expense, *, back: bool = False) -> None:
    """Add an expense to what is kept as spent on its project, or take it back."""
    amount: Any = expense.amount
    shift_spent(project, amount=-amount if back else amount)


def _refuse_other_money(project: Project, amount: Decimal, currency: str | None) -> None:
    if currency and currency != project.currency:
        told = f"Expenses of {project.name} are in {project.currency}. Enter what it cost in {project.currency}."
        raise Refusal("currency_differs", told, field="currency")
    if money.rounded(amount, project.currency) != amount:
        places = money.minor_digits(project.currency)
        told = f"{project.currency} has {places} places after the point."
        raise Refusal("validation_error", told, field="amount")


def _told(expense: Expense) -> str:
    amount: Any = expense.amount
    return money.shown(amount, expense.currency)


def _only(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}
