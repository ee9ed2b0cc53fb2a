"""Search: what the palette shows."""

from typing import Annotated, Any, Literal

from django.conf import settings
from django.urls import reverse
from ninja import Query
from pydantic import Field

from clientele.api.access import ApiRequest
from clientele.api.answers import listed, reached
from clientele.api.routes import Resource
from clientele.api.shapes import Output, Paging, QueryText
from clientele.customers import policy
from clientele.customers.models import Customer
from clientele.customers.queries import customers_for, in_order
from clientele.overview.queries import totals_for
from clientele.search.queries import page_matching


class Hit(Output):
    """A record that was found."""

    type: Literal["customer"]
    id: int = Field(examples=[42])
    title: str = Field(examples=["Anders & Sons Bakery"])
    subtitle: str = Field(description="What tells it from another of the same title.", examples=["ANDERS · Portsmouth"])
    url: str = Field(
        description="Its page in the program.", examples=["https://clientele.example/brightwater/customers/42/"]
    )


class SearchWords(Paging):
    q: QueryText = Field(description="Every word must stand somewhere in the record.", examples=["bakery"])


search = Resource("Search", "What Ctrl+K finds: every record that the member may open, archived ones left out.")


@search.lists("/search", Hit, may=policy.may_view)
def search_everything(request: ApiRequest, words: Annotated[SearchWords, Query()]) -> Any:
    """Search

    Finds parts of names, codes, emails, account numbers, telephone numbers and contacts.
    """
    rows = in_order(customers_for(request.member).current(), "name")
    stored = totals_for(request.organization).current
    page = page_matching(rows, words.q, number=words.page, size=words.page_size, stored=stored)
    slug = request.organization.slug
    return listed(reached(page, words), lambda customers: [_hit(slug, customer) for customer in customers])


def _hit(slug: str, customer: Customer) -> Hit:
    path = reverse("customers:detail", kwargs={"organization": slug, "pk": customer.pk})
    known = (customer.code, customer.city, "" if customer.is_active else "Inactive")
    return Hit(
        type="customer",
        id=customer.pk,
        title=customer.name,
        subtitle=" · ".join(word for word in known if word),
        url=f"{settings.BASE_URL}{path}",
    )
