"""Choosing a customer by searching: a field, the customers it offers, and the one that was chosen."""

from dataclasses import dataclass, field

from clientele.customers.models import Customer
from clientele.customers.queries import customer_for
from clientele.desk.access import MemberRequest
from clientele.desk.customers.record.notes import read_id
from clientele.kit.text import unfit_character
from clientele.search.queries import found_customers, newest_customers

OFFERED = 6
LONGEST = 100


@dataclass
class Picker:
    """What a picker shows: what was searched for, who is offered, who is chosen, and what is wrong."""

    find: str = ""
    offered: list[Customer] = field(default_factory=list)
    chosen: Customer | None = None
    error: str = ""


def picker_for(request: MemberRequest, *, inactive: bool = False, besides: Customer | None = None) -> Picker:
    """Who is chosen and offered; inactive customers only where they may be chosen, archived ones never."""
    given = request.POST if request.method == "POST" else request.GET
    pk = read_id(given.get("customer"))
    chosen = customer_for(request.member, pk) if pk else None
    find = given.get("find", "").strip()[:LONGEST]
    find = "" if unfit_character(find) else find
    most = OFFERED + 4
    found = found_customers(request.member, find, most=most, archived=0).customers if find else []
    if not find and not chosen:
        found = newest_customers(request.member, most=most)
    allowed = [one for one in found if not one.is_archived and (inactive or one.is_active)]
    if chosen and chosen not in allowed:
        allowed.insert(0, chosen)
    return Picker(find, [one for one in allowed if one != besides][:OFFERED], chosen)
