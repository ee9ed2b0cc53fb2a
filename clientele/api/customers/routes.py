"""Customers: the list, one, a new one, changes."""

from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import Http404
from ninja import Query
from pydantic import Field

from clientele.accounts.models import Member
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, reached, wanted_version
from clientele.api.customers.schemas import (
    FIELD_PATHS,
    CustomerChange,
    CustomerInput,
    CustomerOutput,
    KindWord,
    StatusWord,
    columns_of,
)
from clientele.api.customers.shown import show_customer, show_customers
from clientele.api.routes import Resource
from clientele.api.shapes import LARGEST_ID, Paging, QueryDate, QueryText
from clientele.billing import policy as billing
from clientele.customers import operations, policy
from clientele.customers.choices import Status
from clientele.customers.models import CustomerQuerySet
from clientele.customers.queries import CustomerFilter, customers_for, in_order, listed_customers, tags
from clientele.kit.paging import Page
from clientele.kit.refusals import Forbidden
from clientele.kit.text import name_key
from clientele.overview.queries import totals_for
from clientele.projects import policy as projects
from clientele.search.queries import page_matching

customers = Resource(
    "Customers",
    "Those the organisation works for. Customers are archived, never lost, when they are merged into another.",
    names=FIELD_PATHS,
    show_to=show_customer,
)

Sort = Literal[
    "name",
    "-name",
    "code",
    "-code",
    "email",
    "-email",
    "status",
    "-status",
    "created_at",
    "-created_at",
    "projects",
    "-projects",
    "outstanding",
    "-outstanding",
]


class CustomerFilters(Paging):
    """What the list is narrowed to."""

    search: QueryText = Field(
        "", description="A part of the name, code, email, account number or phone; finds inactive ones too."
    )
    sort: Sort = Field(
        "name",
        description="A leading hyphen turns the order round. `outstanding` compares the largest amount of each customer"
        " as a number, whatever its currency. By `projects` and `outstanding` sorts only who may see them.",
    )
    status: list[StatusWord] = Field(
        default_factory=list,
        max_length=2,
        description="Without it, and without a search, only active customers are listed. Repeat it for both.",
    )
    kind: KindWord | None = Field(None, description="Companies or individuals.")
    tag: list[QueryText] = Field(
        default_factory=list, max_length=50, description="A tag's name or id; repeated: any of them."
    )
    has_projects: bool | None = Field(
        None, description="Those with projects of whatever status, or those without; needs `projects:view`."
    )
    created_from: QueryDate | None = Field(
        None, description="Created on this day or later, by the organisation's clock."
    )
    created_to: QueryDate | None = Field(None, description="Created on this day or earlier.")
    archived: bool = Field(False, description="True lists archived customers alone; needs `clients:view_archived`.")


@customers.lists("/customers", CustomerOutput, may=policy.may_view, refers=True)
def list_customers(request: ApiRequest, filters: Annotated[CustomerFilters, Query()]) -> Any:
    """List customers

    As in the program, only active ones are listed unless a status or a search is given.
    """
    if not _may_ask(request.member, filters):
        raise Forbidden
    wanted = _wanted(filters)
    rows = in_order(listed_customers(request.member, wanted), filters.sort)
    if filters.archived:
        rows = rows.archived().filter(status__in=wanted.statuses)
    return listed(_page(request, rows, filters, wanted), lambda page: show_customers(page, request.member))


@customers.reads("/customers/{int:id}", CustomerOutput, may=policy.may_view)
def read_customer(request: ApiRequest, id: int) -> CustomerOutput:
    """Read a customer

    Archived ones too, with `archived` and `merged_into` set, so that an old id leads somewhere.
    """
    return show_customer(found(customers_for(request.member), id), request.member)


@customers.creates(
    "/customers",
    CustomerOutput,
    may=policy.may_create,
    refuses=("customer_name_taken", "customer_code_taken"),
)
def create_customer(request: ApiRequest, body: CustomerInput) -> CustomerOutput:
    """Create a customer

    Payment terms, currency and tax rate that are left out are copied from the organisation's defaults.
    """
    made = operations.create_customer(values=columns_of(body), tags=body.tags, by=request.member, at=request.now)
    return show_customer(made, request.member)


@customers.changes(
    "/customers/{int:id}",
    CustomerOutput,
    may=policy.may_create,
    refuses=("customer_archived", "customer_name_taken", "code_immutable"),
)
def update_customer(request: ApiRequest, id: int, body: CustomerChange) -> CustomerOutput:
    """Change a customer

    What is left out stays as it is, also inside `address` and `billing`. `tags` replaces all tags.
    """
    changed = operations.update_customer(
        found(customers_for(request.member), id),
        changes=columns_of(body),
        tags=body.tags if "tags" in body.model_fields_set else None,
        version=wanted_version(request),
        by=request.member,
        at=request.now,
    )
    return show_customer(changed, request.member)


def _may_ask(member: Member, filters: CustomerFilters) -> bool:
    sort = filters.sort.removeprefix("-")
    asks_for_projects = sort == "projects" or filters.has_projects is not None
    return (
        (policy.may_view_archived(member) or not filters.archived)
        and (projects.may_view(member) or not asks_for_projects)
        and (billing.may_view(member) or sort != "outstanding")
    )


def _wanted(filters: CustomerFilters) -> CustomerFilter:
    both = tuple(Status.values)
    usual = both if filters.search or filters.archived else (Status.ACTIVE.value,)
    return CustomerFilter(
        statuses=tuple(filters.status) or usual,
        tags=tuple(_tag(word) for word in filters.tag),
        kind=filters.kind or "",
        has_projects=filters.has_projects,
        created_from=filters.created_from,
        created_to=filters.created_to,
        archived=filters.archived,
    )


def _tag(word: str) -> int:
    is_named = Q(name_key=name_key(word))
    if word.isascii() and word.isdecimal() and int(word) <= LARGEST_ID:
        is_named |= Q(pk=int(word))
    tag = tags().filter(is_named).order_by("pk").first()
    if tag is None:
        raise Http404(f"There is no tag “{word}” here.")
    return int(tag.pk)


def _page(request: ApiRequest, rows: CustomerQuerySet, filters: CustomerFilters, wanted: CustomerFilter) -> Page:
    totals = totals_for(request.organization)
    if filters.search.strip():
        stored = totals.current + totals.archived
        page = page_matching(rows, filters.search, number=filters.page, size=filters.page_size, stored=stored)
        return reached(page, filters)
    is_kept = wanted.is_only_status and not filters.archived
    total = sum(totals.by_state[status] for status in wanted.statuses) if is_kept else None
    return page_for(rows, filters, total=total)
