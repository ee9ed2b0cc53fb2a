"""Whether the records of an address are there, and to be changed, for who asks: before a word about what was sent."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from clientele.accounts import queries as accounts
from clientele.accounts.models import Member
from clientele.api.access import ApiRequest
from clientele.api.answers import found
from clientele.api.changeable import CHANGED
from clientele.billing.queries import batches_for, invoices_for, payments_for, refunds_for
from clientele.customers import queries as customers
from clientele.customers.choices import NoteKind
from clientele.exchange.queries import imports_for
from clientele.projects.queries import expenses_for, projects_for, templates_for, time_for
from clientele.projects.queries.record import codes_in, people_in, tasks_in
from clientele.trail.queries import everything
from clientele.ui.http import READS

Rows = models.QuerySet[Any]

#: What a member sees of each resource, by its word in the address.
SEEN: Mapping[str, Callable[[Member], Rows]] = {
    "audit-events": lambda member: everything(),
    "batches": batches_for,
    "contacts": customers.contacts_for,
    "customers": customers.customers_for,
    "duplicate-dismissals": customers.dismissals_for,
    "expenses": expenses_for,
    "hourly-rates": lambda member: accounts.active_team(),
    "imports": imports_for,
    "invitations": lambda member: accounts.invitations(),
    "invoices": invoices_for,
    "members": lambda member: accounts.members(),
    "notes": lambda member: customers.notes_for(member, NoteKind.values),
    "payments": payments_for,
    "project-templates": templates_for,
    "projects": projects_for,
    "refunds": refunds_for,
    "roles": lambda member: accounts.roles(),
    "tags": lambda member: customers.tags(),
    "time-entries": time_for,
}
#: What belongs to the record that stands before it.
WITHIN: Mapping[str, Callable[[Any], Rows]] = {"billing-codes": codes_in, "people": people_in, "tasks": tasks_in}

_PLACE = re.compile(r"([a-z-]+)/<int:(\w+)>")


def refuse_unseen(request: ApiRequest) -> None:
    """Raise Http404 where the address names a record that is not here, or another organisation's.

    Raise Forbidden where it is here, and this member may not change it.
    """
    match = request.resolver_match
    if match is None:
        return
    record: Any = None
    for word, name in _PLACE.findall(match.route):
        rows = WITHIN[word](record) if word in WITHIN else SEEN[word](request.member)
        record = found(rows, match.kwargs[name])
        if request.method not in READS and word in CHANGED:
            CHANGED[word](request.member, record)
