"""The people on a project: what each is there, and what an hour of theirs costs there."""

from typing import Annotated, Any

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.accounts.models import Member
from clientele.accounts.queries import members
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.projects.routes import PART_CODES, Money, amount
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Id, Input, Paging, Record
from clientele.api.spent import the_project
from clientele.kit.refusals import Forbidden
from clientele.projects import operations, policy
from clientele.projects.models import ProjectMember
from clientele.projects.queries import people_in

RATE = "In the project's currency. Only for those who may see and set rates."


class PersonInput(Input):
    """A member to put on a project."""

    user: Id = Field(description="A member who is not on the project yet.")
    position: str | None = Field(None, max_length=100, examples=["Site manager"])
    hourly_rate: Money | None = Field(None, description=RATE)


class PersonChange(Change):
    """Changes to what somebody is on a project."""

    position: str | None = Field(None, max_length=100, examples=["Site manager"])
    hourly_rate: Money | None = Field(None, description=RATE)


class PersonOutput(Record):
    """A member on a project."""

    project: int = Field(examples=[42])
    user: int = Field(description="The member.", examples=[7])
    position: str = Field(examples=["Site manager"])
    hourly_rate: str | None = Field(description=f"{RATE} Null for others, and where none is set.", examples=["70.00"])


def show_person(place: ProjectMember, member: Member) -> PersonOutput:
    """A person on a project as a member is answered."""
    return PersonOutput(
        id=place.pk,
        version=place.version,
        project=place.project_id,
        user=place.member_id,
        position=place.position,
        hourly_rate=amount(place.hourly_rate) if policy.may_manage_rates(member) else None,
    )


people = Resource(
    "Project people",
    "The people on a project: what each is there, and what an hour of theirs costs there.",
    names={"member": "user"},
    show_to=show_person,
    feature=Feature.PROJECTS,
)


@people.lists("/projects/{int:id}/people", PersonOutput, may=policy.may_view, refers=True)
def list_people(request: ApiRequest, id: int, filters: Annotated[Paging, Query()]) -> Any:
    """List the people on a project"""
    rows = people_in(the_project(request.member, id))
    return listed(page_for(rows, filters), lambda page: [show_person(place, request.member) for place in page])


@people.creates(
    "/projects/{int:id}/people",
    PersonOutput,
    may=policy.may_create,
    refuses=(*PART_CODES, "member_on_project"),
    refers=True,
)
def create_person(request: ApiRequest, id: int, body: PersonInput) -> PersonOutput:
    """Put somebody on a project"""
    project, values = the_project(request.member, id), _allowed(request, body)
    who = found(members(), values.pop("user"))
    made = operations.add_project_member(project, member=who, values=values, by=request.member, at=request.now)
    return show_person(made, request.member)


@people.reads("/projects/{int:id}/people/{int:person}", PersonOutput, may=policy.may_view)
def read_person(request: ApiRequest, id: int, person: int) -> PersonOutput:
    """Read what somebody is on a project"""
    return show_person(_person(request, id, person), request.member)


@people.changes("/projects/{int:id}/people/{int:person}", PersonOutput, may=policy.may_create, refuses=PART_CODES)
def update_person(request: ApiRequest, id: int, person: int, body: PersonChange) -> PersonOutput:
    """Change what somebody is on a project"""
    changed = operations.update_project_member(
        _person(request, id, person),
        changes=_allowed(request, body),
        version=wanted_version(request),
        by=request.member,
        at=request.now,
    )
    return show_person(changed, request.member)


@people.deletes("/projects/{int:id}/people/{int:person}", may=policy.may_create, refuses=PART_CODES)
def delete_person(request: ApiRequest, id: int, person: int) -> None:
    """Take somebody off a project

    The time they wrote stays.
    """
    place, version = _person(request, id, person), wanted_version(request)
    operations.remove_project_member(place, version=version, by=request.member, at=request.now)


def _allowed(request: ApiRequest, body: PersonInput | PersonChange) -> dict[str, Any]:
    values = body.given()
    if "hourly_rate" in values and not policy.may_manage_rates(request.member):
        raise Forbidden
    return values


def _person(request: ApiRequest, project: int, pk: int) -> ProjectMember:
    return found(people_in(the_project(request.member, project)), pk)
