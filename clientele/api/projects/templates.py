"""Project templates: what projects start from."""

from decimal import Decimal
from typing import Annotated, Any

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.projects.billing_codes import CodeInput, CodeValues, with_columns
from clientele.api.projects.routes import (
    NEW_PROJECT_CODES,
    Minutes,
    Money,
    ProjectInput,
    ProjectOutput,
    TypeWord,
    amount,
    show_project,
    values_of,
)
from clientele.api.references import the_customer
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Id, Input, Moment, Paging, Record
from clientele.api.spent import the_project
from clientele.projects import operations, policy
from clientele.projects.choices import MOST_TASKS
from clientele.projects.models import Template
from clientele.projects.queries import templates_for

TaskTitle = Annotated[str, Field(min_length=1, max_length=200, examples=["Order the boiler"])]


class TemplateInput(Input):
    """A project to keep as a template."""

    project: Id = Field(description="Its type, description, budgets, rate, tasks and billing codes are copied.")
    name: str = Field(min_length=1, max_length=200, examples=["Boiler replacement"])


class TemplateChange(Change):
    """Changes to a template; each list is replaced whole."""

    name: str = Field("", min_length=1, max_length=200, examples=["Boiler replacement"])
    type: TypeWord = "billable"
    description: str | None = Field(None, max_length=20_000)
    currency: str = Field("GBP", min_length=3, max_length=3, description="ISO 4217.")
    budget_amount: Money | None = None
    budget_minutes: Minutes | None = None
    hourly_rate: Money | None = None
    tasks: list[TaskTitle] = Field([], max_length=MOST_TASKS, description="Titles, in their order.")
    billing_codes: list[CodeInput] = Field([], max_length=MOST_TASKS)


class TemplateOutput(Record):
    """What a project starts from."""

    name: str = Field(examples=["Boiler replacement"])
    type: TypeWord
    description: str
    currency: str = Field(description="ISO 4217.", examples=["GBP"])
    budget_amount: str | None = Field(examples=["4200.00"])
    budget_minutes: int | None = Field(examples=[6000])
    hourly_rate: str | None = Field(examples=["70.00"])
    tasks: list[str] = Field(description="Titles, in their order.", examples=[["Order the boiler"]])
    billing_codes: list[CodeValues]
    created_at: Moment


def show_template(template: Template) -> TemplateOutput:
    """A template as it is answered."""
    return TemplateOutput(
        id=template.pk,
        version=template.version,
        name=template.name,
        type=template.kind,
        description=template.description,
        currency=template.currency,
        budget_amount=amount(template.budget_amount),
        budget_minutes=template.budget_minutes,
        hourly_rate=amount(template.hourly_rate),
        tasks=template.tasks,
        billing_codes=[_remembered(code) for code in template.billing_codes],
        created_at=template.created_at,
    )


templates = Resource(
    "Project templates",
    "What projects start from: type, budgets, rate, tasks and billing codes.",
    names={"kind": "type"},
    show=show_template,
    feature=Feature.PROJECTS,
)


@templates.lists("/project-templates", TemplateOutput, may=policy.may_create)
def list_project_templates(request: ApiRequest, filters: Annotated[Paging, Query()]) -> Any:
    """List project templates"""
    rows = templates_for(request.member)
    return listed(page_for(rows, filters), lambda page: [show_template(template) for template in page])


@templates.creates(
    "/project-templates", TemplateOutput, may=policy.may_create, refuses=("template_name_taken",), refers=True
)
def create_project_template(request: ApiRequest, body: TemplateInput) -> TemplateOutput:
    """Save a project as a template"""
    project = the_project(request.member, body.project)
    return show_template(operations.save_as_template(project, name=body.name, by=request.member, at=request.now))


@templates.reads("/project-templates/{int:id}", TemplateOutput, may=policy.may_create)
def read_project_template(request: ApiRequest, id: int) -> TemplateOutput:
    """Read a project template"""
    return show_template(found(templates_for(request.member), id))


@templates.changes(
    "/project-templates/{int:id}", TemplateOutput, may=policy.may_create, refuses=("template_name_taken",)
)
def update_project_template(request: ApiRequest, id: int, body: TemplateChange) -> TemplateOutput:
    """Change a project template

    Projects started from it stay as they are.
    """
    values = body.given()
    if "type" in values:
        values["kind"] = values.pop("type")
    if "billing_codes" in values:
        values["billing_codes"] = [with_columns(code) for code in values["billing_codes"]]
    changed = operations.update_template(
        found(templates_for(request.member), id),
        changes=values,
        version=wanted_version(request),
        by=request.member,
        at=request.now,
    )
    return show_template(changed)


@templates.deletes("/project-templates/{int:id}", may=policy.may_create)
def delete_project_template(request: ApiRequest, id: int) -> None:
    """Delete a project template

    Projects started from it stay as they are.
    """
    template = found(templates_for(request.member), id)
    operations.delete_template(template, version=wanted_version(request), by=request.member, at=request.now)


@templates.creates(
    "/project-templates/{int:id}/start",
    ProjectOutput,
    may=policy.may_create,
    refuses=NEW_PROJECT_CODES,
    refers=True,
    at="/projects",
)
def start_project(request: ApiRequest, id: int, body: ProjectInput) -> ProjectOutput:
    """Start a project from a template

    It is a draft with the template's tasks and billing codes. What is left out or empty is as the template says;
    its amounts are taken in the same currency alone.
    """
    values = values_of(request, body)
    started = operations.start_project(
        found(templates_for(request.member), id),
        customer=the_customer(request.member, values.pop("customer")),
        values=values,
        by=request.member,
        at=request.now,
    )
    return show_project(started)


def _remembered(code: dict[str, Any]) -> CodeValues:
    rate = code["hourly_rate"]
    return CodeValues(
        name=code["name"], hourly_rate=amount(None if rate is None else Decimal(rate)), billable=code["is_billable"]
    )
