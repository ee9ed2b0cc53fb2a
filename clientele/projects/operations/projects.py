"""Creating and changing a project."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from clientele.accounts.models import Member
from clientele.customers.models import Customer
from clientele.kit.refusals import Conflict
from clientele.projects.models import Project
from clientele.projects.operations import refusals
from clientele.projects.operations.values import clean_project, derived_keys, refuse_backward, refuse_lead
from clientele.projects.queries.spending import burn_of
from clientele.trail.operations import changes_between, plain, record


@transaction.atomic
def create_project(*, customer: Customer, values: Mapping[str, Any], by: Member, at: datetime) -> Project:
    """Add a draft project for an active customer, in the customer's currency unless another is given.

    Raises `customer_archived` or `customer_inactive` (409), `project_code_taken` or `validation_error` (422).
    """
    holder: Customer = Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    refusals.refuse_new_work(holder)
    tidy = clean_project({"name": "", **values, "currency": values.get("currency") or holder.currency})
    _refuse_wrong(tidy, None)
    project = Project(
        organization=by.organization, customer=holder, created_at=at, updated_at=at, **tidy, **derived_keys(tidy)
    )
    _save_or_refuse(project, tidy)
    first = {field: [None, plain(value)] for field, value in tidy.items() if value not in ("", None)}
    first |= {"status": [None, str(project.status)], "customer": [None, holder.pk]}
    record("projects.created", project, by=by, at=at, within=holder, changes=first, version=1)
    return project


@transaction.atomic
def update_project(
    project: Project, *, changes: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> Project:
    """Change what differs and nothing else; with `version`, only if nobody changed the project since.

    Raises `customer_archived`, `project_archived`, `project_has_spending` or `version_conflict` (409),
    `project_code_taken` or `validation_error` (422).
    """
    current = refusals.lock_current(project)
    refusals.refuse_stale(current, version)
    tidy = clean_project(changes)
    changed = changes_between({field: getattr(current, field) for field in tidy}, tidy)
    if not changed:
        return current
    _refuse_wrong({field: tidy[field] for field in changed}, current)
    for field, value in (tidy | derived_keys(tidy)).items():
        setattr(current, field, value)
    current.burn = burn_of(current)
    current.version += 1
    current.updated_at = at
    _save_or_refuse(current, tidy)
    record("projects.updated", current, by=by, at=at, within=current, changes=changed, version=current.version)
    return current


def _refuse_wrong(tidy: Mapping[str, Any], current: Project | None) -> None:
    """What the fields by themselves cannot tell."""
    refuse_lead(tidy.get("lead"))
    before = (current.starts_on, current.ends_on) if current else (None, None)
    refuse_backward(tidy.get("starts_on", before[0]), tidy.get("ends_on", before[1]))
    if current and "currency" in tidy and current.spent_amount:
        raise Conflict(
            "project_has_spending", f"Money was spent on {current.name} already, so its currency stays as it is."
        )
    _refuse_taken(tidy, current)


def _refuse_taken(tidy: Mapping[str, Any], besides: Project | None) -> None:
    others = Project.objects.exclude(pk=besides.pk) if besides and besides.pk else Project.objects.all()
    if tidy.get("code") and (holder := others.filter(code__iexact=tidy["code"]).order_by("pk").first()):
        raise refusals.code_taken(tidy["code"], holder)


def _save_or_refuse(project: Project, tidy: Mapping[str, Any]) -> None:
    """Save; where another request took the code a moment ago, say so as if it had been there all along."""
    try:
        with transaction.atomic():
            project.save()
    except IntegrityError:
        _refuse_taken(tidy, project)
        raise
