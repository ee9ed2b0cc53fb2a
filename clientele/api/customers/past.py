"""A customer's past: the timeline, and the values of its fields."""

from datetime import timedelta
from functools import partial
from typing import Annotated, Any, Literal

from ninja import Query
from pydantic import Field

from clientele.accounts.models import Member
from clientele.api.access import ApiRequest
from clientele.api.answers import listed, page_for
from clientele.api.customers.routes import customers
from clientele.api.entries import EntryOutput, show_entry
from clientele.api.references import the_customer
from clientele.api.shapes import Output, Paging, QueryDate
from clientele.customers import policy
from clientele.customers.choices import TRACKED_FIELDS
from clientele.customers.models import Customer
from clientele.customers.queries import start_of, values_of
from clientele.overview.queries import readable_timeline
from clientele.projects import policy as projects
from clientele.trail.queries import as_it_stood, history_of

FieldWord = Literal[TRACKED_FIELDS]  # type: ignore[valid-type]


class HistoryFilters(Paging):
    field: FieldWord | None = Field(None, description="Only the changes of this field.")
    on: QueryDate | None = Field(None, description="Also the record as it stood when this day ended.")


class HistoryOutput(Output):
    """Changes of the record itself, newest first, and the record as it stood on a day."""

    count: int = Field(examples=[1])
    count_is_exact: bool = Field(examples=[True])
    items: list[EntryOutput]
    stood: dict[str, Any] | None = Field(
        description="With `on`: every field as it stood; null where the customer was not there yet.",
        examples=[{"name": "Anders & Sons Bakery", "phone": ""}],
    )


@customers.lists("/customers/{int:id}/timeline", EntryOutput, may=policy.may_view)
def read_timeline(request: ApiRequest, id: int, filters: Annotated[Paging, Query()]) -> Any:
    """Read what happened to a customer and all that belongs to it

    Newest first. What the token's member may not see otherwise is left out: invoices, projects, hourly rates, notes
    and comments.
    """
    entries = readable_timeline(request.member, the_customer(request.member, id))
    hidden = () if projects.may_manage_rates(request.member) else ("hourly_rate",)
    shown = partial(show_entry, organization=request.organization, without=hidden)
    return listed(page_for(entries, filters), lambda page: [shown(entry) for entry in page])


@customers.reads("/customers/{int:id}/history", HistoryOutput, may=policy.may_view)
def read_history(request: ApiRequest, id: int, filters: Annotated[HistoryFilters, Query()]) -> HistoryOutput:
    """Read the earlier values of a customer's fields

    `?field=phone` narrows to one field; `?on=2026-03-31` adds the record as it stood when that day ended in the
    organisation's time zone. Fields have the names of columns here: `address_line1`, `billing_city`.
    """
    customer = the_customer(request.member, id)
    entries = history_of(customer)
    if filters.field:
        entries = entries.filter(changes__has_key=filters.field)
    page = page_for(entries, filters)
    return HistoryOutput(
        count=page.total,
        count_is_exact=not page.is_more,
        items=[show_entry(entry, request.organization) for entry in page.items],
        stood=_stood(request.member, customer, filters) if filters.on else None,
    )


def _stood(member: Member, customer: Customer, filters: HistoryFilters) -> dict[str, Any] | None:
    assert filters.on
    end = start_of(filters.on + timedelta(days=1), member.organization.zone)
    if customer.created_at >= end:
        return None
    stood = as_it_stood(customer, end - timedelta(microseconds=1), values_of(customer))
    return {filters.field: stood[filters.field]} if filters.field else stood
