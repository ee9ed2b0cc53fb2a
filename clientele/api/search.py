"""Search: what the palette shows."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.conf import settings
from django.urls import reverse
from ninja import Query
from pydantic import Field

from clientele.api.access import ApiRequest
from clientele.api.answers import listed, page_for, reached
from clientele.api.routes import Resource
from clientele.api.shapes import Output, Paging, QueryText
from clientele.billing.models import Invoice
from clientele.billing.queries import invoices_for
from clientele.customers import policy
from clientele.customers.models import Customer
from clientele.customers.queries import customers_for, in_order
from clientele.kit.hits import page_of_hits
from clientele.kit.money import shown
from clientele.kit.paging import Page
from clientele.overview.queries import totals_for
from clientele.projects.choices import ProjectStatus
from clientele.projects.models import Project
from clientele.projects.queries import projects_for
from clientele.search.queries import invoice_hits, matching_projects, page_matching

Told = tuple[str, tuple[str, ...]]


Kind = Literal["customer", "project", "invoice"]


class Hit(Output):
    """A record that was found."""

    type: Kind
    id: int = Field(examples=[42])
    title: str = Field(examples=["Anders & Sons Bakery"])
    subtitle: str = Field(description="What tells it from another of the same title.", examples=["ANDERS · Portsmouth"])
    url: str = Field(
        description="Its page in the program.", examples=["https://clientele.example/brightwater/customers/42/"]
    )


class SearchWords(Paging):
    q: QueryText = Field(description="Every word must stand somewhere in the record.", examples=["bakery"])
    type: Kind = Field("customer", description="Which records; of those that the member may not see there are none.")


search = Resource("Search", "What Ctrl+K finds: every record that the member may open, archived ones left out.")


@search.lists("/search", Hit, may=policy.may_view)
def search_everything(request: ApiRequest, words: Annotated[SearchWords, Query()]) -> Any:
    """Search

    Finds customers by parts of names, codes, emails, account numbers, telephone numbers and contacts; projects by
    parts of name and code; invoices by the beginning of their number and by their customer, the newest first.
    """
    slug = request.organization.slug
    find, view, told = _KINDS[words.type]

    def hit(row: Any) -> Hit:
        title, known = told(row)
        path = reverse(view, kwargs={"organization": slug, "pk": row.pk})
        subtitle, url = " · ".join(word for word in known if word), f"{settings.BASE_URL}{path}"
        return Hit(type=words.type, id=row.pk, title=title, subtitle=subtitle, url=url)

    return listed(find(request, words), lambda rows: [hit(row) for row in rows])


def _customers(request: ApiRequest, words: SearchWords) -> Page:
    rows = in_order(customers_for(request.member).current(), "name")
    stored = totals_for(request.organization).current
    return reached(page_matching(rows, words.q, number=words.page, size=words.page_size, stored=stored), words)


def _projects(request: ApiRequest, words: SearchWords) -> Page:
    rows = matching_projects(projects_for(request.member), words.q)
    return page_for(rows.exclude(status=ProjectStatus.ARCHIVED).order_by("name_sort", "pk"), words)


def _invoices(request: ApiRequest, words: SearchWords) -> Page:
    rows, hits = invoices_for(request.member).order_by("-issued_on", "-pk"), invoice_hits(request.member, words.q)
    page = page_of_hits(rows, hits.told, spread=hits.are_spread, number=words.page, size=words.page_size)
    return reached(page, words)


def _told_customer(customer: Customer) -> Told:
    return customer.name, (customer.code, customer.city, "" if customer.is_active else "Inactive")


def _told_project(project: Project) -> Told:
    return project.name, (project.code, project.customer.name)


def _told_invoice(invoice: Invoice) -> Told:
    return invoice.number or "Draft", (invoice.customer.name, shown(invoice.total, invoice.currency))


#: How each kind is found, where its page is, and what a hit says of it.
_KINDS: dict[Kind, tuple[Callable[[ApiRequest, SearchWords], Page], str, Callable[[Any], Told]]] = {
    "customer": (_customers, "customers:detail", _told_customer),
    "project": (_projects, "projects:detail", _told_project),
    "invoice": (_invoices, "invoices:detail", _told_invoice),
}
