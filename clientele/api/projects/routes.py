"""Projects: work for a customer, with its budgets."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.accounts.models import Member
from clientele.accounts.queries import members
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.references import the_customer
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Day, Id, Input, Moment, Paging, QueryId, QueryText, Record
from clientele.api.spent import amount_text
from clientele.projects import operations, policy
from clientele.projects.models import Project
from clientele.projects.queries import ProjectFilter, in_order, listed_projects, projects_for
from clientele.search.queries import matching_projects

StatusWord = Literal["draft", "active", "on_hold", "completed", "archived"]
TypeWord = Literal["billable", "non_billable", "internal"]
Sort = Literal[
    "name", "-name", "code", "-code", "starts_on", "-starts_on", "ends_on", "-ends_on", "burn", "-burn",
    "created_at", "-created_at",
]  # fmt: skip
Money = Annotated[Decimal, Field(ge=0, le=9999999999999, max_digits=16, decimal_places=3, examples=["4200.00"])]
Minutes = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1, examples=[6000])]

#: The names of columns that the schema calls otherwise.
NAMES = {"kind": "type", "starts_on": "start_date", "ends_on": "end_date"}
#: How a change to what belongs to a project can be refused, and how a new one.
PART_CODES = ("customer_archived", "project_archived")
NEW_PROJECT_CODES = ("customer_archived", "customer_inactive", "project_code_taken")
_COLUMNS = {name: column for column, name in NAMES.items()}


class ProjectBody(Input):
    name: str = Field(min_length=1, max_length=200, examples=["Boiler replacement"])
    code: str | None = Field(None, max_length=20, description="Unique; a-z, A-Z, 0-9, - and _.", examples=["BW-2601"])
    type: TypeWord = "billable"
    lead: Id | None = Field(None, description="The member who answers for it.")
    start_date: Day | None = None
    end_date: Day | None = None
    currency: str | None = Field(None, max_length=3, description="ISO 4217. Left out: the customer's.")
    budget_amount: Money | None = None
    budget_minutes: Minutes | None = None
    hourly_rate: Money | None = Field(None, description="Where neither person nor billing code has one.")
    description: str | None = Field(None, max_length=20_000)


class ProjectInput(ProjectBody):
    """A new project, which is a draft."""

    customer: Id = Field(description="An active customer.")


class ProjectChange(Change, ProjectBody):
    """Changes to a project: what is left out stays as it is; a status that may follow the present one."""

    name: str = Field("", min_length=1, max_length=200)
    status: StatusWord = "active"


class ProjectMove(Input):
    """Where a project goes, with its time, expenses and invoices."""

    customer: Id
    confirm: bool = Field(False, strict=True, description="True moves it to an inactive customer all the same.")


class ProjectOutput(Record):
    """A project."""

    customer: int = Field(examples=[42])
    name: str = Field(examples=["Boiler replacement"])
    code: str = Field(examples=["BW-2601"])
    status: StatusWord
    type: TypeWord
    lead: int | None = Field(description="A member.", examples=[7])
    start_date: Day | None
    end_date: Day | None
    currency: str = Field(description="ISO 4217.", examples=["GBP"])
    budget_amount: str | None = Field(examples=["4200.00"])
    budget_minutes: int | None = Field(examples=[6000])
    hourly_rate: str | None = Field(examples=["70.00"])
    description: str
    spent_amount: str = Field(description="Billable time at its rates, and expenses.", examples=["1200.00"])
    spent_minutes: int = Field(examples=[1500])
    created_at: Moment
    updated_at: Moment


class ProjectFilters(Paging):
    search: QueryText = Field("", description="A part of the name or code.")
    sort: Sort = Field("name", description="A leading hyphen turns the order round.")
    status: StatusWord | None = Field(None, description="Only those of this status.")
    type: TypeWord | None = Field(None, description="Only those of this type.")
    customer: QueryId | None = Field(None, description="Only the projects of this customer.")
    lead: QueryId | None = Field(None, description="Only those that this member leads.")
    favourite: bool = Field(False, description="True lists only one's own favourites.")


def show_project(project: Project) -> ProjectOutput:
    """A project as it is answered."""
    return ProjectOutput(
        id=project.pk,
        version=project.version,
        customer=project.customer_id,
        name=project.name,
        code=project.code,
        status=project.status,
        type=project.kind,
        lead=project.lead_id,
        start_date=project.starts_on,
        end_date=project.ends_on,
        currency=project.currency,
        budget_amount=amount(project.budget_amount),
        budget_minutes=project.budget_minutes,
        hourly_rate=amount(project.hourly_rate),
        description=project.description,
        spent_amount=amount_text(project.spent_amount),
        spent_minutes=project.spent_minutes,
        created_at=project.created_at,
        updated_at=project.updated_at,
    )


projects = Resource(
    "Projects", "Work for one customer, with its budgets.", names=NAMES, show=show_project, feature=Feature.PROJECTS
)


@projects.lists("/projects", ProjectOutput, may=policy.may_view, refers=True)
def list_projects(request: ApiRequest, filters: Annotated[ProjectFilters, Query()]) -> Any:
    """List projects"""
    if filters.customer:
        the_customer(request.member, filters.customer)
    if filters.lead:
        found(members(), filters.lead)
    wanted = ProjectFilter(
        status=filters.status or "",
        kind=filters.type or "",
        customer=filters.customer,
        lead=filters.lead,
        favourites=filters.favourite,
    )
    rows = listed_projects(request.member, wanted)
    rows = matching_projects(rows, filters.search) if filters.search.strip() else rows
    return listed(page_for(in_order(rows, filters.sort), filters), lambda page: [show_project(one) for one in page])


@projects.reads("/projects/{int:id}", ProjectOutput, may=policy.may_view)
def read_project(request: ApiRequest, id: int) -> ProjectOutput:
    """Read a project"""
    return show_project(found(projects_for(request.member), id))


@projects.creates(
    "/projects",
    ProjectOutput,
    may=policy.may_create,
    refuses=NEW_PROJECT_CODES,
    refers=True,
)
def create_project(request: ApiRequest, body: ProjectInput) -> ProjectOutput:
    """Create a project

    It is a draft until its status is changed.
    """
    values = values_of(request, body)
    customer = the_customer(request.member, values.pop("customer"))
    made = operations.create_project(customer=customer, values=values, by=request.member, at=request.now)
    return show_project(made)


@projects.changes(
    "/projects/{int:id}",
    ProjectOutput,
    may=policy.may_create,
    refuses=(
        "customer_archived",
        "project_archived",
        "project_code_taken",
        "project_has_spending",
        "status_not_allowed",
    ),
)
def update_project(request: ApiRequest, id: int, body: ProjectChange) -> ProjectOutput:
    """Change a project

    A `status` is set after the other fields; of an archived project it is all that can be changed.
    """
    project: Project = found(projects_for(request.member), id)
    values = values_of(request, body)
    revised = operations.revise_project(
        project,
        status=values.pop("status", None),
        changes=values,
        version=wanted_version(request),
        by=request.member,
        at=request.now,
    )
    return show_project(revised)


@projects.deletes("/projects/{int:id}", may=policy.may_create, refuses=("customer_archived", "project_has_invoices"))
def delete_project(request: ApiRequest, id: int) -> None:
    """Delete a project

    Its tasks, people, billing codes, time and expenses go with it; a project with sent invoices stays.
    """
    project = found(projects_for(request.member), id)
    operations.delete_project(project, version=wanted_version(request), by=request.member, at=request.now)


@projects.acts(
    "/projects/{int:id}/move",
    ProjectOutput,
    may=policy.may_create,
    refuses=("customer_archived", "customer_inactive", "project_at_customer"),
)
def move_project(request: ApiRequest, id: int, body: ProjectMove) -> ProjectOutput:
    """Move a project to another customer

    Its time, expenses and invoices go with it; the documents of invoices stay as they are, and drafts take up the
    billing details of the new customer.
    """
    project = found(projects_for(request.member), id)
    target = the_customer(request.member, body.customer)
    moved = operations.move_project(project, to=target, confirm=body.confirm, by=request.member, at=request.now)
    return show_project(moved)


@projects.acts("/projects/{int:id}/favourite", ProjectOutput, may=policy.may_view)
def favour_project(request: ApiRequest, id: int) -> ProjectOutput:
    """Put a project at the head of one's own lists"""
    project = found(projects_for(request.member), id)
    operations.set_favourite(project, wanted=True, by=request.member)
    return show_project(project)


@projects.deletes("/projects/{int:id}/favourite", may=policy.may_view, has_version=False)
def unfavour_project(request: ApiRequest, id: int) -> None:
    """Put a project back in its place in one's own lists"""
    operations.set_favourite(found(projects_for(request.member), id), wanted=False, by=request.member)


def values_of(request: ApiRequest, body: ProjectBody) -> dict[str, Any]:
    """What was sent as values of columns; the lead as a member."""
    values = {_COLUMNS.get(name, name): value for name, value in body.given().items()}
    if values.get("currency", "") is None:
        del values["currency"]
    if values.get("lead"):
        lead: Member = found(members(), values["lead"])
        values["lead"] = lead
    return values


def amount(value: Decimal | None) -> str | None:
    """An amount as a decimal string, or null where there is none."""
    return None if value is None else amount_text(value)
