"""The refusals that several operations on projects share."""

from typing import Any

from clientele.customers.models import Customer
from clientele.customers.operations.refusals import refuse_archived
from clientele.kit.locking import locked
from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.choices import ProjectStatus
from clientele.projects.models import Project


def lock_project(project: Project) -> Project:
    """The project as it is now, with its customer and lead, locked until the transaction ends.

    Raises `customer_archived` (409).
    """
    rows = Project.objects.select_for_update(of=("self",)).select_related("customer", "lead__user")
    current: Project = locked(rows, project.pk)
    refuse_archived(current.customer)
    return current


def lock_current(project: Project) -> Project:
    """The same, to change what an archived project keeps as it is.

    Raises `customer_archived` or `project_archived` (409).
    """
    current = lock_project(project)
    if current.status == ProjectStatus.ARCHIVED:
        raise Conflict("project_archived", f"{current.name} is archived, so it is read-only. Make it active first.")
    return current


def refuse_new_work(customer: Customer) -> None:
    """New projects are for active customers alone (409)."""
    refuse_archived(customer)
    if not customer.is_active:
        raise Conflict(
            "customer_inactive", f"{customer.name} is inactive, so it takes no new projects. Set it active first."
        )


def refuse_stale(project: Project, version: int | None) -> None:
    """Somebody saved since this version was read (409); `current` is the record as they left it."""
    if version is None or version == project.version:
        return
    raise Conflict(
        "version_conflict",
        f"{project.name} was changed by someone else while you were editing.",
        current=project,
    )


def refuse_stale_part(part: Any, version: int | None) -> None:
    """The same for a part of a project."""
    if version is not None and version != part.version:
        told = f"{part} was changed by someone else."
        raise Conflict("version_conflict", told, current=part)


def code_taken(code: str, holder: Project | None = None) -> Refusal:
    """Another project of the organisation has the code (422)."""
    whose = f" belongs to {holder.name}" if holder else " is taken"
    facts: dict[str, Any] = {"existing": holder.pk, "existing_name": holder.name} if holder else {}
    return Refusal("project_code_taken", f"The code {code}{whose}.", field="code", **facts)
