"""Choosing a customer or a project by searching: a field, what it offers, and the one that was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from clientele.customers.models import Customer
from clientele.customers.queries import customer_for
from clientele.desk.access import MemberRequest
from clientele.desk.customers.record.notes import read_id
from clientele.kit.text import unfit_character
from clientele.projects.models import Project
from clientele.search.queries import found_customers, found_projects, newest_customers

OFFERED, FILTERED = 6, 4
LONGEST = 100


@dataclass(frozen=True)
class Option:
    """A project as a picker offers it; what tells it apart is its customer."""

    pk: int | str
    name: str
    code: str
    city: str
    is_active: bool = True


@dataclass
class Picker:
    """What a picker shows: what was searched for, who is offered, who is chosen, and what is wrong."""

    find: str = ""
    offered: Sequence[Customer | Option] = field(default_factory=list)
    chosen: Any = None
    error: str = ""
    none: str = "Nobody matches"


@dataclass
class Filter:
    """What a picker among filters shows: nothing is offered before one types."""

    find: str
    offered: Sequence[Customer | Option]
    chosen: Customer | Option | None


def picker_for(request: MemberRequest, *, inactive: bool = False, besides: Customer | None = None) -> Picker:
    """Who is chosen and offered; inactive customers only where they may be chosen, archived ones never.

    An address chooses nobody else either; who was chosen in a form stays, to be told why not.
    """

    def may_be(one: Customer) -> bool:
        return not one.is_archived and (inactive or one.is_active)

    given = request.POST if request.method == "POST" else request.GET
    pk = read_id(given.get("customer"))
    chosen = customer_for(request.member, pk) if pk else None
    if chosen and request.method != "POST" and not may_be(chosen):
        chosen = None
    find = searched(given.get("find", ""))
    most = OFFERED + 4
    found = found_customers(request.member, find, most=most, archived=0).customers if find else []
    if not find and not chosen:
        found = newest_customers(request.member, most=most)
    allowed = [one for one in found if may_be(one)]
    if chosen and chosen not in allowed:
        allowed.insert(0, chosen)
    return Picker(find, [one for one in allowed if one != besides][:OFFERED], chosen)


def customer_filter(request: MemberRequest, chosen: Customer | None) -> Filter:
    """Who a list can be narrowed to, archived customers among them for those who may see them."""
    find = searched(request.GET.get("find_customer", ""))
    found = found_customers(request.member, find, most=FILTERED, archived=1).customers if find else []
    return Filter(find, _with(chosen, found), chosen)


def project_filter(request: MemberRequest, chosen: Project | None) -> Filter:
    """Which projects a list can be narrowed to."""
    find = searched(request.GET.get("find_project", ""))
    found = [_option(project) for project in found_projects(request.member, find, most=FILTERED)] if find else []
    option = _option(chosen) if chosen else None
    return Filter(find, _with(option, found), option)


def _option(project: Project) -> Option:
    return Option(project.pk, project.name, project.code, project.customer.name)


def _with(chosen: Any, found: list[Any]) -> list[Any]:
    return found if chosen is None or chosen in found else [chosen, *found]


def searched(text: str) -> str:
    """What was typed into a picker, as far as it can be searched for."""
    find = text.strip()[:LONGEST]
    return "" if unfit_character(find) else find
