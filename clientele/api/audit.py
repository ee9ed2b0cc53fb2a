"""Audit events: everything that happened in the organisation."""

from datetime import timedelta
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field

from clientele.accounts import policy
from clientele.accounts.models import Member
from clientele.accounts.queries import members
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for
from clientele.api.entries import EntryOutput, show_entry
from clientele.api.routes import Resource
from clientele.api.shapes import Paging, QueryDate, QueryId, QueryText
from clientele.customers.queries import start_of
from clientele.trail.models import Entry
from clientele.trail.queries import everything

audit_events = Resource("Audit events", "What happened in the organisation, newest first. Nothing is ever taken out.")


class AuditFilters(Paging):
    event: QueryText = Field("", description="Only this event, such as `customers.created`.")
    subject_kind: QueryText = Field("", description="Only records of this kind, such as `customer`.")
    subject_id: QueryId | None = Field(None, description="Only the record of this id.")
    member: QueryId | None = Field(None, description="Only what this member did.")
    created_from: QueryDate | None = Field(None, description="On this day or later, in the organisation's zone.")
    created_to: QueryDate | None = Field(None, description="On this day or earlier.")


@audit_events.lists("/audit-events", EntryOutput, may=policy.may_view_audit, refers=True)
def list_audit_events(request: ApiRequest, filters: Annotated[AuditFilters, Query()]) -> Any:
    """List audit events"""
    rows = _within_days(request.member, filters, _narrowed(filters))
    return listed(page_for(rows, filters), lambda page: [show_entry(entry, request.organization) for entry in page])


@audit_events.reads("/audit-events/{int:id}", EntryOutput, may=policy.may_view_audit)
def read_audit_event(request: ApiRequest, id: int) -> EntryOutput:
    """Read an audit event"""
    return show_entry(found(everything(), id), request.organization)


def _narrowed(filters: AuditFilters) -> QuerySet[Entry]:
    rows = everything()
    if filters.event:
        rows = rows.filter(name=filters.event)
    if filters.subject_kind:
        rows = rows.filter(subject_kind=filters.subject_kind)
    if filters.subject_id:
        rows = rows.filter(subject_id=filters.subject_id)
    if filters.member:
        rows = rows.filter(member_id=found(members(), filters.member).pk)
    return rows


def _within_days(member: Member, filters: AuditFilters, rows: QuerySet[Entry]) -> QuerySet[Entry]:
    zone = member.organization.zone
    if filters.created_from:
        rows = rows.filter(at__gte=start_of(filters.created_from, zone))
    if filters.created_to:
        rows = rows.filter(at__lt=start_of(filters.created_to + timedelta(days=1), zone))
    return rows
