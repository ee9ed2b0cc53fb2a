"""Possible duplicates, and pairs that somebody said are none."""

from typing import Annotated, Any, Literal

from django.conf import settings
from django.urls import reverse
from ninja import Query
from pydantic import Field

from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, reached
from clientele.api.customers.routes import customers
from clientele.api.references import the_customer
from clientele.api.routes import Resource
from clientele.api.shapes import Id, Input, Moment, Output, Paging
from clientele.customers import operations, policy
from clientele.customers.models import Customer, DuplicateDismissal
from clientele.customers.queries import dismissals_for
from clientele.search.queries import Pair, page_of_duplicates

ReasonWord = Literal["email", "phone", "name", "domain"]


class SideOutput(Output):
    """One customer of a pair."""

    id: int = Field(examples=[42])
    code: str = Field(examples=["ANDERS"])
    name: str = Field(examples=["Anders & Sons Bakery"])
    url: str = Field(
        description="Its page in the program.", examples=["https://clientele.example/brightwater/customers/42/"]
    )


class PairOutput(Output):
    """Two customers that may be the same one."""

    first: SideOutput = Field(description="The one that was added first.")
    second: SideOutput
    reasons: list[ReasonWord] = Field(
        description="What they share; `name` where the names are alike, `domain` for a website or email of one firm.",
        examples=[["email", "name"]],
    )
    likeness: float = Field(ge=0, le=1, description="How likely it is that they are one.", examples=[0.95])


class DismissalInput(Input):
    """Two customers that look like one and are two."""

    first: Id = Field(description="Either of them.", examples=[42])
    second: Id = Field(description="The other one.", examples=[57])


class DismissalOutput(Output):
    """That two customers are not the same."""

    id: int = Field(description="Never changes and is never used again.", examples=[7])
    first: SideOutput = Field(description="The one that was added first.")
    second: SideOutput
    dismissed_by: str = Field(description="Who said so.", examples=["Dana Lead"])
    dismissed_at: Moment


@customers.lists("/customers/duplicates", PairOutput, may=policy.may_view)
def list_duplicates(request: ApiRequest, filters: Annotated[Paging, Query()]) -> Any:
    """List customers that may be the same

    The likeliest pairs first; archived customers and dismissed pairs are left out. At most 500 pairs are found for
    each reason, and what more than fifty share counts as nobody's own.
    """
    page = page_of_duplicates(request.member, number=filters.page, size=filters.page_size)
    return listed(reached(page, filters), lambda pairs: [_pair(request, pair) for pair in pairs])


duplicate_dismissals = Resource(
    "Duplicate dismissals", "Pairs of customers that look like one and are two: they are not listed as duplicates."
)


@duplicate_dismissals.lists("/duplicate-dismissals", DismissalOutput, may=policy.may_view)
def list_duplicate_dismissals(request: ApiRequest, filters: Annotated[Paging, Query()]) -> Any:
    """List dismissed pairs

    Newest first.
    """
    page = page_for(dismissals_for(request.member), filters)
    return listed(page, lambda rows: [_dismissal(request, row) for row in rows])


@duplicate_dismissals.reads("/duplicate-dismissals/{int:id}", DismissalOutput, may=policy.may_view)
def read_duplicate_dismissal(request: ApiRequest, id: int) -> DismissalOutput:
    """Read a dismissed pair"""
    return _dismissal(request, found(dismissals_for(request.member), id))


@duplicate_dismissals.creates(
    "/duplicate-dismissals",
    DismissalOutput,
    may=policy.may_dismiss_duplicates,
    refuses=("same_customer", "customer_archived"),
    refers=True,
)
def create_duplicate_dismissal(request: ApiRequest, body: DismissalInput) -> DismissalOutput:
    """Say that two customers are not the same

    Saying so again answers what was said before.
    """
    one, other = the_customer(request.member, body.first), the_customer(request.member, body.second)
    return _dismissal(request, operations.dismiss_duplicate(one, other, by=request.member, at=request.now))


@duplicate_dismissals.deletes("/duplicate-dismissals/{int:id}", may=policy.may_dismiss_duplicates, has_version=False)
def delete_duplicate_dismissal(request: ApiRequest, id: int) -> None:
    """Take a dismissal back

    The pair is listed among the possible duplicates again.
    """
    operations.withdraw_dismissal(found(dismissals_for(request.member), id), by=request.member, at=request.now)


def _pair(request: ApiRequest, pair: Pair) -> PairOutput:
    return PairOutput(
        first=_side(request, pair.first),
        second=_side(request, pair.second),
        reasons=list(pair.reasons),
        likeness=pair.likeness,
    )


def _dismissal(request: ApiRequest, dismissal: DuplicateDismissal) -> DismissalOutput:
    return DismissalOutput(
        id=dismissal.pk,
        first=_side(request, dismissal.first),
        second=_side(request, dismissal.second),
        dismissed_by=dismissal.dismissed_by.name,
        dismissed_at=dismissal.dismissed_at,
    )


def _side(request: ApiRequest, customer: Customer) -> SideOutput:
    path = reverse("customers:detail", kwargs={"organization": request.organization.slug, "pk": customer.pk})
    return SideOutput(id=customer.pk, code=customer.code, name=customer.name, url=f"{settings.BASE_URL}{path}")
