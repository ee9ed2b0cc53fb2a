"""What projects start from: a project saved as a template, and a project started from one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from clientele.accounts.models import Member
from clientele.customers.models import Customer
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned
from clientele.kit.text import name_key
from clientele.projects.choices import MOST_TASKS, TEMPLATE_FIELDS
from clientele.projects.models import BillingCode, Project, Task, Template
from clientele.projects.operations.checklist import next_position, refuse_too_many
from clientele.projects.operations.projects import create_project
from clientele.projects.operations.refusals import lock_current, refuse_stale_part
from clientele.trail.operations import changes_between, record, record_many


@transaction.atomic
def save_as_template(project: Project, *, name: str, by: Member, at: datetime) -> Template:
    """Keep a project's type, budgets, rate, tasks and billing codes for projects to come.

    Raises `template_name_taken` or `validation_error` (422).
    """
    tidy = cleaned(Template, {"name": name})
    tasks = Task.objects.filter(project=project).order_by("position", "pk")
    codes = BillingCode.objects.filter(project=project).order_by("name_key", "pk")
    template = Template(
        organization=by.organization,
        name_key=name_key(tidy["name"]),
        created_at=at,
        tasks=[task.title for task in tasks],
        billing_codes=[_remembered(code) for code in codes],
        **{field: getattr(project, field) for field in TEMPLATE_FIELDS},
        **tidy,
    )
    _save_or_refuse(template)
    record("projects.template_saved", template, by=by, at=at, changes={"name": [None, template.name]}, version=1)
    return template


@transaction.atomic
def update_template(
    template: Template, *, changes: Mapping[str, Any], by: Member, at: datetime, version: int | None = None
) -> Template:
    """Change what projects to come start from; `tasks` and `billing_codes` are each replaced whole.

    Raises `version_conflict` (409), `template_name_taken`, `too_many_tasks` or `validation_error` (422).
    """
    current = _lock(template, version)
    tidy = cleaned(Template, {name: value for name, value in changes.items() if name not in ("tasks", "billing_codes")})
    if "tasks" in changes:
        tidy["tasks"] = _tidy_tasks(changes["tasks"])
    if "billing_codes" in changes:
        tidy["billing_codes"] = _tidy_codes(changes["billing_codes"])
    changed = changes_between({field: getattr(current, field) for field in tidy}, tidy)
    if not changed:
        return current
    for field, value in tidy.items():
        setattr(current, field, value)
    current.name_key = name_key(current.name)
    current.version += 1
    _save_or_refuse(current)
    record("projects.template_updated", current, by=by, at=at, changes=changed, version=current.version)
    return current


@transaction.atomic
def start_project(
    template: Template, *, customer: Customer, values: Mapping[str, Any], by: Member, at: datetime
) -> Project:
    """Add a project with a template's tasks and billing codes, and its values where none are given.

    Amounts are taken only in the same currency. Raises what `create_project` raises.
    """
    currency = values.get("currency") or customer.currency
    kept = {field: getattr(template, field) for field in TEMPLATE_FIELDS if field != "currency"}
    if currency != template.currency:
        kept |= {"budget_amount": None, "hourly_rate": None}
    given = {field: value for field, value in values.items() if value not in ("", None)}
    project = create_project(customer=customer, values=kept | {"name": ""} | given, by=by, at=at)
    return fill_from_template(project, template=template, by=by, at=at)


@transaction.atomic
def fill_from_template(project: Project, *, template: Template, by: Member, at: datetime) -> Project:
    """Add a template's tasks and billing codes to a project, besides those of the same name it has.

    Raises `customer_archived` or `project_archived` (409), `too_many_tasks` (422).
    """
    current = lock_current(project)
    tasks = _new_tasks(current, template)
    refuse_too_many(current, len(tasks))
    codes = _new_codes(current, template)
    for row in (*tasks, *codes):
        row.save()
    titled = [(task, {"title": [None, task.title]}) for task in tasks]
    record_many("projects.task_added", titled, by=by, at=at, within=current, version=1)
    named = [(code, {"name": [None, code.name]}) for code in codes]
    record_many("projects.billing_code_added", named, by=by, at=at, within=current, version=1)
    return current


@transaction.atomic
def delete_template(template: Template, *, by: Member, at: datetime, version: int | None = None) -> None:
    """Delete a template; projects started from it stay as they are.

    Raises `version_conflict` (409).
    """
    current = _lock(template, version)
    record("projects.template_deleted", current, by=by, at=at, changes={"name": [current.name, None]})
    current.delete()


def _lock(template: Template, version: int | None) -> Template:
    current: Template = Template.objects.select_for_update(of=("self",)).get(pk=template.pk)
    refuse_stale_part(current, version)
    return current


def _save_or_refuse(template: Template) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise Refusal("template_name_taken", f"There is a template “{template.name}” already.", field="name") from None


def _tidy_tasks(titles: Sequence[str]) -> list[str]:
    if len(titles) > MOST_TASKS:
        raise Refusal("too_many_tasks", f"A project has at most {MOST_TASKS} tasks.", field="tasks")
    return [_tidy_task(title) for title in titles]


def _tidy_task(title: str) -> str:
    try:
        tidy: str = cleaned(Task, {"title": title})["title"]
    except Refusal as refusal:
        told = f"The task “{title[:40]}”: {refusal.errors[0].message}"
        raise Refusal("validation_error", told, field="tasks") from refusal
    return tidy


def _tidy_codes(codes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    tidy = [BillingCode(**cleaned(BillingCode, code)) for code in codes]
    keys = [name_key(code.name) for code in tidy]
    twice = next((code.name for place, code in enumerate(tidy) if keys[place] in keys[:place]), None)
    if twice is not None:
        raise Refusal("validation_error", f"The billing code “{twice}” is there twice.", field="billing_codes")
    return [_remembered(code) for code in tidy]


def _remembered(code: BillingCode) -> dict[str, Any]:
    """As a project's own columns would hold it, so that the same rate is the same text."""
    rate = None if code.hourly_rate is None else f"{code.hourly_rate:.3f}"
    return {"name": code.name, "hourly_rate": rate, "is_billable": code.is_billable}


def _new_tasks(project: Project, template: Template) -> list[Task]:
    there = {name_key(title) for title in Task.objects.filter(project=project).values_list("title", flat=True)}
    titles = [title for title in template.tasks if name_key(title) not in there]
    first = next_position(project)
    return [
        Task(organization=project.organization, project=project, title=title, position=first + place)
        for place, title in enumerate(titles)
    ]


def _new_codes(project: Project, template: Template) -> list[BillingCode]:
    there = set(BillingCode.objects.filter(project=project).values_list("name_key", flat=True))
    same = project.currency == template.currency
    return [
        BillingCode(
            organization=project.organization,
            project=project,
            name=code["name"],
            name_key=name_key(code["name"]),
            hourly_rate=Decimal(code["hourly_rate"]) if same and code["hourly_rate"] is not None else None,
            is_billable=code["is_billable"],
        )
        for code in template.billing_codes
        if name_key(code["name"]) not in there
    ]
