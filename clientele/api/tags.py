"""Tags: words that group customers."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field

from clientele.accounts.models import Member
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Id, Input, Moment, Paging, QueryText, Record
from clientele.customers import operations, policy, queries
from clientele.customers.models import Tag
from clientele.kit.text import name_key

Sort = Literal["name", "-name", "created_at", "-created_at"]
ColorWord = Literal["grey", "green", "blue", "amber", "red", "purple"]


class TagInput(Input):
    """A new tag."""

    name: str = Field(min_length=1, max_length=50, description="Unique, whatever its case.", examples=["Catering"])
    color: ColorWord = Field("grey", examples=["amber"])


class TagChange(Change):
    """Changes to a tag."""

    name: str = Field("", min_length=1, max_length=50, examples=["Catering"])
    color: ColorWord = Field("grey")


class TagMerge(Input):
    """Which tag takes over."""

    into: Id = Field(description="The tag that stays.")


class TagOutput(Record):
    """A tag."""

    name: str = Field(examples=["Catering"])
    color: ColorWord = Field(examples=["amber"])
    used: int = Field(description="How many customers have it.", examples=[12])
    created_at: Moment


class TagFilters(Paging):
    search: QueryText = Field("", description="A part of the name.")
    sort: Sort = Field("name", description="A leading hyphen turns the order round.")


def show_tag(tag: Tag) -> TagOutput:
    """A tag as it is answered."""
    used = getattr(tag, "used", None)
    return TagOutput(
        id=tag.pk,
        version=tag.version,
        name=tag.name,
        color=tag.color,
        used=tag.taggings.count() if used is None else used,
        created_at=tag.created_at,
    )


def may_create_tag(member: Member) -> bool:
    """Editors make tags as they type, managers in the settings."""
    return policy.may_create(member) or policy.may_manage_tags(member)


tags = Resource("Tags", "Words that group customers, by region, industry or whatever you sort by.", show=show_tag)


@tags.lists("/tags", TagOutput, may=policy.may_view)
def list_tags(request: ApiRequest, filters: Annotated[TagFilters, Query()]) -> Any:
    """List tags"""
    rows: QuerySet[Tag] = queries.tags()
    if filters.search.strip():
        rows = rows.filter(name_key__contains=name_key(filters.search))
    column = {"name": "name_key", "created_at": "created_at"}[filters.sort.removeprefix("-")]
    hyphen = "-" if filters.sort.startswith("-") else ""
    rows = rows.order_by(f"{hyphen}{column}", f"{hyphen}pk")
    return listed(page_for(rows, filters), lambda page: [show_tag(tag) for tag in page])


@tags.reads("/tags/{int:id}", TagOutput, may=policy.may_view)
def read_tag(request: ApiRequest, id: int) -> TagOutput:
    """Read a tag"""
    return show_tag(found(queries.tags(), id))


@tags.creates("/tags", TagOutput, may=may_create_tag, refuses=("tag_name_taken",))
def create_tag(request: ApiRequest, body: TagInput) -> TagOutput:
    """Create a tag"""
    return show_tag(operations.create_tag(name=body.name, color=body.color, by=request.member, at=request.now))


@tags.changes("/tags/{int:id}", TagOutput, may=policy.may_manage_tags, refuses=("tag_name_taken",))
def update_tag(request: ApiRequest, id: int, body: TagChange) -> TagOutput:
    """Rename a tag or give it another colour

    Every customer that has it shows the new name.
    """
    tag = found(queries.tags(), id)
    changed = operations.update_tag(
        tag, **body.given(), version=wanted_version(request), by=request.member, at=request.now
    )
    return show_tag(changed)


@tags.deletes("/tags/{int:id}", may=policy.may_manage_tags)
def delete_tag(request: ApiRequest, id: int) -> None:
    """Delete a tag

    It is taken from every customer that has it.
    """
    tag = found(queries.tags(), id)
    operations.delete_tag(tag, version=wanted_version(request), by=request.member, at=request.now)


@tags.acts("/tags/{int:id}/merge", TagOutput, may=policy.may_manage_tags, refuses=("same_tag",))
def merge_tag(request: ApiRequest, id: int, body: TagMerge) -> TagOutput:
    """Merge a tag into another

    Every customer that has the tag gets the other one; the tag is deleted. Answers the one that stays.
    """
    absorb, keep = found(queries.tags(), id), found(queries.tags(), body.into)
    operations.merge_tags(keep=keep, absorb=absorb, by=request.member, at=request.now)
    return show_tag(found(queries.tags(), keep.pk))
