"""Pages of a list narrowed by tags, type, projects or creation: statements written once for each way of asking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import models

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.models import Customer, CustomerQuerySet, Tagging
from clientele.customers.queries.listed import (
    CustomerFilter,
    having_projects,
    in_order,
    in_states,
    standing,
    start_of,
)
from clientele.kit.paging import COUNTED_AT_MOST, Page, fewest_to_walk, last_page, rows_of_page
from clientele.kit.prepared import Kind, Prepared, PreparedFew, PreparedValues, Value

_SHAPES = 500


@dataclass(frozen=True)
class _Shape:
    """What a filter asks for, without the values: so many filters have one statement."""

    wanted: CustomerFilter
    tags: int

    @property
    def gaps(self) -> dict[str, Kind]:
        kinds: dict[str, Kind] = {"organization": int}
        kinds |= {f"tag{place}": int for place in range(self.tags)}
        kinds |= {"since": datetime} if self.wanted.created_from else {}
        return kinds | ({"until": datetime} if self.wanted.created_to else {})

    def statement(self, build: Any) -> PreparedValues:
        return PreparedValues(build, **self.gaps)

    def keys(self, build: Any, most: int) -> PreparedFew:
        return PreparedFew(build, most, **self.gaps)


def page_of_listed(
    member: Member, wanted: CustomerFilter, sort: str, *, only: tuple[str, ...], stored: int, number: int, size: int
) -> Page:
    """A page of a list of customers narrowed by more than their status; `stored` is how many there are in all.

    The keys of few are read from the filter's index, and those rows are sorted. Of many, the order's own index is
    walked until the page is full, which takes the fewer steps the more there are.
    """
    if not policy.may_view(member):
        return Page([], 1, size, 0)
    shape, values = _asked(member, wanted)
    keys = _few_keys(shape, values, COUNTED_AT_MOST)
    if keys is not None:
        number = last_page(len(keys), number=number, size=size)
        return Page(shown_customers(member, keys, sort, only, number, size), number, size, len(keys))
    most = fewest_to_walk(stored, number=number, size=size)
    is_far = most > 2 * COUNTED_AT_MOST  # for less, walking takes hardly longer than asking whether to sort
    if is_far and not _are_more(shape, values, most):
        keys = _few_keys(shape, values, most)
    if keys is not None:
        return Page(shown_customers(member, keys, sort, only, number, size), number, size, COUNTED_AT_MOST, True)
    start = (number - 1) * size
    if start:
        rows = rows_of_page(_walk(shape, sort, only, values), start, start + size)
    else:
        rows = _first_walked(shape, sort, only, size)(**values)
    return Page(rows, number, size, COUNTED_AT_MOST, is_more=True)


def shown_customers(
    member: Member,
    keys: Sequence[int],
    sort: str,
    only: tuple[str, ...],
    number: int,
    size: int,
    states: tuple[str, ...] = (),
) -> list[Customer]:
    """The customers of these keys that stand on a page in the order of `SORTS`; only those in the states given."""
    if not keys or not policy.may_view(member):
        return []
    start = (number - 1) * size
    return _shown(sort, only, start, start + size, states)(organization=member.organization_id, keys=keys)


@lru_cache(maxsize=_SHAPES)
def _shown(sort: str, only: tuple[str, ...], start: int, stop: int, states: tuple[str, ...]) -> Prepared[Customer]:
    def build(organization: int, keys: str) -> CustomerQuerySet:
        there = Customer.objects.filter(organization=organization, pk__among=keys)
        there = there.filter(in_states(states)) if states else there
        found: CustomerQuerySet = in_order(there, sort).only(*only)[start:stop]
        return found

    return Prepared(build, True, organization=int, keys=list)


def _asked(member: Member, wanted: CustomerFilter) -> tuple[_Shape, dict[str, Value]]:
    zone, archived = member.organization.zone, wanted.archived and policy.may_view_archived(member)
    values: dict[str, Value] = {"organization": member.organization_id}
    values |= {f"tag{place}": tag for place, tag in enumerate(wanted.tags)}
    if wanted.created_from:
        values["since"] = start_of(wanted.created_from, zone)
    if wanted.created_to:
        values["until"] = start_of(wanted.created_to + timedelta(days=1), zone)
    since, until = wanted.created_from and date.min, wanted.created_to and date.max
    asks = replace(wanted, tags=(), archived=archived, created_from=since, created_to=until)
    return _Shape(asks, len(wanted.tags)), values


def _few_keys(shape: _Shape, values: dict[str, Value], most: int) -> list[int] | None:
    """The keys of all customers where there are at most `most`, else none."""
    if not shape.tags:
        return _keys_by_day(shape, most)(**values)
    keys = _keys_by_tag(shape, most * shape.tags)(**values)
    keys = keys and list(set(keys))
    return None if keys is None or len(keys) > most else keys


def _are_more(shape: _Shape, values: dict[str, Value], most: int) -> bool:
    """Whether the index that finds them has more than `most`: an estimate, as other filters may leave fewer."""
    past = _tagged_past if shape.tags else _created_past
    asked = values if shape.tags else _dated(values)
    return bool(past(shape, most)(**asked))


def _dated(values: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name in ("organization", "since", "until")}


@lru_cache(maxsize=_SHAPES)
def _tagged_past(shape: _Shape, most: int) -> PreparedValues:
    """A row where there are more than `most` taggings."""

    def build(organization: int, **asked: Any) -> models.QuerySet[Any, Any]:
        return _taggings(shape, organization, asked).order_by().values_list("customer")[most : most + 1]

    return shape.statement(build)


@lru_cache(maxsize=_SHAPES)
def _created_past(shape: _Shape, most: int) -> PreparedValues:
    """A row where more than `most` customers were created in the time asked for, whatever their status."""

    def build(organization: int, **asked: Any) -> models.QuerySet[Any, Any]:
        there = Customer.objects.filter(_created(asked), organization=organization)
        return there.order_by("created_at", "pk").values_list("pk")[most : most + 1]

    return _Shape(shape.wanted, 0).statement(build)


@lru_cache(maxsize=_SHAPES)
def _keys_by_day(shape: _Shape, most: int) -> PreparedFew:
    def build(organization: int, **asked: Any) -> models.QuerySet[Any, Any]:
        there = Customer.objects.filter(_that(shape.wanted, asked), organization=organization)
        return _tagged(there, organization, asked).order_by().values_list("pk")

    return shape.keys(build, most)


@lru_cache(maxsize=_SHAPES)
def _keys_by_tag(shape: _Shape, most: int) -> PreparedFew:
    """Whoever has several of the tags comes several times."""

    def build(organization: int, **asked: Any) -> models.QuerySet[Any, Any]:
        return _taggings(shape, organization, asked).order_by().values_list("customer")

    return shape.keys(build, most)


def _taggings(shape: _Shape, organization: int, asked: dict[str, Any]) -> models.QuerySet[Any]:
    """The taggings of those asked for, who are told by the index of taggings alone where it knows all that is asked."""
    wanted = shape.wanted
    states = (*wanted.statuses, "archived") if wanted.archived else wanted.statuses
    there = Tagging.objects.filter(_created(asked, "customer_created_at__"), organization=organization)
    return there.filter(_of_customer(wanted, of="customer__"), tag__in=_tags_among(asked), customer_state__in=states)


@lru_cache(maxsize=_SHAPES)
def _first_walked(shape: _Shape, sort: str, only: tuple[str, ...], size: int) -> Prepared[Customer]:
    def build(**asked: Any) -> CustomerQuerySet:
        found: CustomerQuerySet = _walk(shape, sort, only, asked)[:size]
        return found

    return Prepared(build, **shape.gaps)


def _walk(shape: _Shape, sort: str, only: tuple[str, ...], asked: dict[str, Any]) -> CustomerQuerySet:
    """The same filter, for each customer one comes to in the order, without the index that finds them."""
    organization = asked["organization"]
    there = Customer.objects.filter(_that(shape.wanted, asked, how="looked__"), organization=organization)
    return in_order(_tagged(there, organization, asked), sort).only(*only)


def _that(wanted: CustomerFilter, asked: dict[str, Any], *, how: str = "") -> models.Q:
    """What a filter says of a customer, but for its tags."""
    own = _of_customer(wanted, how=how) & _created(asked, f"created_at__{how}")
    return standing(wanted.statuses, wanted.archived) & own


def _of_customer(wanted: CustomerFilter, *, of: str = "", how: str = "") -> models.Q:
    """What a filter says that no tagging repeats; `of` leads to the customer."""
    kind = models.Q(**{f"{of}kind": wanted.kind}) if wanted.kind else models.Q()
    return kind & having_projects(wanted.has_projects, f"{of}projects__{how}")


def _created(asked: dict[str, Any], column: str = "created_at__") -> models.Q:
    named = {"since": f"{column}gte", "until": f"{column}lt"}
    return models.Q(**{named[name]: moment for name, moment in asked.items() if name in named})


def _tagged(customers: CustomerQuerySet, organization: int, asked: dict[str, Any]) -> CustomerQuerySet:
    tags = _tags_among(asked)
    found = Tagging.objects.filter(organization=organization, customer=models.OuterRef("pk"), tag__in=tags)
    return customers.filter(models.Exists(found)) if tags else customers


def _tags_among(asked: dict[str, Any]) -> list[int]:
    return [tag for name, tag in asked.items() if name.startswith("tag")]
