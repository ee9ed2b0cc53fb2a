"""The frame around every page of a customer: who it is, its tabs, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.customers import policy
from clientele.customers.choices import LOG_KINDS, Status
from clientele.customers.models import Customer
from clientele.customers.queries import customer_for, note_counts, tags_of
from clientele.desk.access import MemberRequest
from clientele.kit.links import absolute
from clientele.kit.places import country_name, directions_url
from clientele.kit.refusals import Conflict
from clientele.projects import policy as projects
from clientele.ui.jinja import address

NoteCounts = dict[str, int]


@dataclass(frozen=True)
class Tab:
    """A part of a customer's page: its word, its view, who sees it, and how much is on it: kept, or of its notes."""

    label: str
    view: str
    shown_to: Callable[[Member], bool] = policy.may_view
    count: Callable[[Customer, NoteCounts], int] | None = None


def _log_size(customer: Customer, notes: NoteCounts) -> int:
    return sum(notes.get(kind, 0) for kind in LOG_KINDS)


#: The tabs, in order; a slice adds a line here.
TABS = (
    Tab("Overview", "customers:detail"),
    Tab("Projects", "customers:projects", projects.may_view, lambda customer, notes: customer.projects),
    Tab("Invoices", "customers:invoices", billing.may_view, lambda customer, notes: customer.invoices),
    Tab("Notes", "customers:notes", policy.may_read_notes, _log_size),
    Tab("Timeline", "customers:timeline"),
    Tab("Settings", "customers:settings"),
)


def load(request: MemberRequest, pk: int) -> Customer:
    """The customer of an address, or 404."""
    customer = customer_for(request.member, pk)
    if customer is None:
        raise Http404
    return customer


def load_current(request: MemberRequest, pk: int) -> Customer:
    """The customer of an address that changes it, or 404; an archived one refuses (409)."""
    customer = load(request, pk)
    if customer.is_archived:
        raise Conflict("customer_archived", f"{customer.name} is archived, so it is read-only.")
    return customer


def frame(request: MemberRequest, customer: Customer, view: str, **more: Any) -> dict[str, Any]:
    """What the templates of a customer's pages need, besides what each page adds."""
    member = request.member
    notes = note_counts(customer)
    slug = request.organization.slug
    address_lines = [*customer.address_lines, *([country_name(customer.country)] if customer.country else [])]
    may_edit = policy.may_edit(member, customer)
    tabs = [
        {
            "label": tab.label,
            "url": address(tab.view, slug, pk=customer.pk),
            "current": tab.view == view,
            "count": f"{tab.count(customer, notes):,}" if tab.count else None,
        }
        for tab in TABS
        if tab.shown_to(member)
    ]
    return {
        "customer": customer,
        "tags_shown": tags_of(customer),
        "tabs_shown": tabs,
        "note_counts": notes,
        "may_edit": may_edit,
        "manage": (manage := _manage(customer, slug, may_edit=may_edit)),
        "phone_menu": [*_edit(customer, slug, may_edit=may_edit), *manage],
        "postal_address": "\n".join(address_lines),
        "directions": directions_url(", ".join(address_lines)) if customer.address_lines else "",
        **more,
    }


def _edit(customer: Customer, slug: str, *, may_edit: bool) -> list[dict[str, Any]]:
    """On phones, Edit stands in the menu."""
    url = address("customers:edit", slug, pk=customer.pk)
    return [{"label": "Edit", "icon": "pencil", "url": url, "dialog": True}] if may_edit else []


def _manage(customer: Customer, slug: str, *, may_edit: bool) -> list[dict[str, Any]]:
    """The entries of the Manage menu: just those that work for this member and this customer."""
    link = absolute(address("customers:detail", slug, pk=customer.pk))
    entries: list[dict[str, Any]] = [{"label": "Copy link", "icon": "link", "attrs": {"data-copy": link}}]
    if may_edit and customer.status == Status.ACTIVE:
        url = address("customers:inactivity", slug, pk=customer.pk)
        entries.append({"label": "Set inactive", "icon": "player-pause", "url": url, "post": True})
    elif may_edit:
        url = address("customers:activity", slug, pk=customer.pk)
        entries.append({"label": "Set active", "icon": "player-play", "url": url, "post": True})
    return entries
