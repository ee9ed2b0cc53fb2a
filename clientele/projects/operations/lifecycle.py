"""What becomes of a project as a whole: its status, its customer, its end; and whose favourite it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from clientele.accounts.models import Member
from clientele.customers.models import Customer
from clientele.customers.operations.refusals import refuse_archived
from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.choices import TRANSITIONS, WRITABLE_FIELDS, ProjectStatus
from clientele.projects.models import BillingCode, Expense, Favourite, Project, TimeEntry
from clientele.projects.operations import refusals
from clientele.projects.operations.projects import update_project
from clientele.trail.operations import plain, record, told_together


@transaction.atomic
def change_status(project: Project, *, to: str, by: Member, at: datetime, version: int | None = None) -> Project:
    """Set a project to another status that may follow its present one.

    Raises `customer_archived`, `status_not_allowed` or `version_conflict` (409), `validation_error` (422).
    """
    if to not in ProjectStatus.values:
        raise Refusal("validation_error", f"“{to[:40]}” is not a status of a project.", field="status")
    current = refusals.lock_project(project)
    refusals.refuse_stale(current, version)
    if to == current.status:
        return current
    label, present = ProjectStatus(to).label, ProjectStatus(current.status)
    if to not in TRANSITIONS[present]:
        words = ", ".join(ProjectStatus(one).label for one in ProjectStatus if one in TRANSITIONS[present])
        told = f"A project that is {present.label} cannot be set to {label}, only to: {words}."
        raise Conflict("status_not_allowed", told, field="status")
    before, current.status = current.status, to
    _save_next(current, at)
    changes = {"status": [before, to]}
    record(
        "projects.status_changed",
        current,
        by=by,
        at=at,
        within=current.customer,
        changes=changes,
        version=current.version,
        status=label,
    )
    return current


@transaction.atomic
def revise_project(
    project: Project,
    *,
    changes: Mapping[str, Any],
    status: str | None,
    by: Member,
    at: datetime,
    version: int | None = None,
) -> Project:
    """Change fields and then the status, all or nothing.

    Raises what `update_project` and `change_status` raise.
    """
    if changes:
        project = update_project(project, changes=changes, version=version, by=by, at=at)
        version = None
    if status is None:
        return project
    return change_status(project, to=status, version=version, by=by, at=at)


@transaction.atomic
def move_project(
    project: Project, *, to: Customer, by: Member, at: datetime, confirm: bool = False, version: int | None = None
) -> Project:
    """Give a project to another customer, with its time and expenses, and what is built on it follows.

    An inactive customer needs `confirm`. Raises `customer_archived`, `customer_inactive`, `project_at_customer` or
    `version_conflict` (409).
    """
    current = refusals.lock_project(project)
    refusals.refuse_stale(current, version)
    source = current.customer
    if to.pk == source.pk:
        raise Conflict("project_at_customer", f"{current.name} belongs to {source.name} already.", field="customer")
    target = Customer.objects.get(pk=to.pk)
    refuse_archived(target)
    if not target.is_active and not confirm:
        told = f"{target.name} is inactive. Confirm that the project goes there all the same."
        raise Conflict("customer_inactive", told, field="customer")
    current.customer = target
    _save_next(current, at)
    facts: dict[str, Any] = {"version": current.version, "source": source.name, "target": target.name}
    changes = {"customer": [source.pk, target.pk]}
    with told_together():
        record("projects.moved_away", current, by=by, at=at, within=source, **facts)
        record("projects.moved", current, by=by, at=at, within=target, changes=changes, **facts)
    refuse_archived(_locked_customers(source, target)[target.pk])
    return current


@transaction.atomic
def delete_project(project: Project, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Delete a project with its time, expenses, tasks, people and billing codes; the trail keeps what was known.

    Raises `customer_archived`, `project_has_invoices` or `version_conflict` (409).
    """
    current = refusals.lock_project(project)
    refusals.refuse_stale(current, version)
    times, expenses = TimeEntry.objects.filter(project=current), Expense.objects.filter(project=current)
    if any(rows.exclude(locked_at=None).exists() for rows in (times, expenses)):
        raise _invoiced(current)
    last = {field: [plain(value), None] for field in WRITABLE_FIELDS if (value := getattr(current, field))}
    last |= {"status": [current.status, None], "customer": [current.customer_id, None]}
    facts = {"time_entries": times.count(), "expenses": expenses.count()}
    try:
        with told_together():
            record("projects.deleted", current, by=by, at=at, within=current.customer, changes=last, **facts)
            times.delete()
            expenses.delete()
            BillingCode.objects.filter(project=current).delete()
            current.delete()
    except ProtectedError:
        raise _invoiced(project) from None


def set_favourite(project: Project, *, wanted: bool, by: Member) -> None:
    """Put a project at the head of the member's own lists, or back in its place."""
    if wanted:
        Favourite.objects.get_or_create(organization=by.organization, project=project, member=by)
    else:
        Favourite.objects.filter(project=project, member=by).delete()


def _locked_customers(*customers: Customer) -> dict[int, Customer]:
    """Last of all, as everybody locks them, and in one order: nobody waits in a circle."""
    found = Customer.objects.select_for_update(no_key=True).filter(pk__in=[customer.pk for customer in customers])
    return {customer.pk: customer for customer in found.order_by("pk")}


def _save_next(current: Project, at: datetime) -> None:
    current.version += 1
    current.updated_at = at
    current.save()


def _invoiced(project: Project) -> Conflict:
    return Conflict(
        "project_has_invoices",
        f"{project.name} has invoices, so it stays. Archive it instead, or delete its invoices if all are drafts.",
    )
