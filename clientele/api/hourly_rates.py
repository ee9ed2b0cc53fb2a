"""Hourly rates: what an hour of each person costs where neither project nor billing code says otherwise."""

from typing import Annotated, Any

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.accounts.models import Member
from clientele.accounts.queries import active_team
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.projects.routes import Money
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Paging, Record
from clientele.kit.numbers import plain_number
from clientele.projects import operations, policy
from clientele.projects.queries import own_rates, rate_of, rate_versions


class RateChange(Change):
    """Another rate; `null` takes it away."""

    amount: Money | None = Field(None, description="What an hour costs; null for no rate.", examples=["45.00"])
    currency: str = Field(
        "", min_length=1, max_length=3, description="ISO 4217. Left out: as before, else the organisation's."
    )


class RateOutput(Record):
    """A person's rate: `id` is the member's."""

    name: str = Field(examples=["Dana Lead"])
    amount: str | None = Field(description="Null where no rate is set.", examples=["45.00"])
    currency: str | None = Field(description="It counts on projects in this currency.", examples=["GBP"])


def show_rates(page: list[Member]) -> list[RateOutput]:
    """What an hour of these people costs."""
    rates, versions = own_rates(), rate_versions()
    shown = []
    for member in page:
        rate, (version, _) = rates.get(member.pk), versions.get(member.pk, (1, None))
        amount, currency = (plain_number(rate.amount, least=2), rate.currency) if rate else (None, None)
        shown.append(RateOutput(id=member.pk, version=version, name=member.name, amount=amount, currency=currency))
    return shown


def show_rate(member: Member) -> RateOutput:
    """What an hour of one person costs."""
    return show_rates([member])[0]


hourly_rates = Resource(
    "Hourly rates",
    "What an hour of each person costs where neither project nor billing code says otherwise.",
    show=show_rate,
    feature=Feature.PROJECTS,
)


@hourly_rates.lists("/hourly-rates", RateOutput, may=policy.may_manage_rates)
def list_hourly_rates(request: ApiRequest, filters: Annotated[Paging, Query()]) -> Any:
    """List hourly rates

    Everybody who works here, by name, with or without a rate.
    """
    return listed(page_for(active_team(), filters), show_rates)


@hourly_rates.reads("/hourly-rates/{int:id}", RateOutput, may=policy.may_manage_rates)
def read_hourly_rate(request: ApiRequest, id: int) -> RateOutput:
    """Read a person's hourly rate"""
    return show_rate(found(active_team(), id))


@hourly_rates.changes("/hourly-rates/{int:id}", RateOutput, may=policy.may_manage_rates)
def update_hourly_rate(request: ApiRequest, id: int, body: RateChange) -> RateOutput:
    """Set a person's hourly rate, or take it away

    Time that is written down keeps the rate it was written at.
    """
    member = found(active_team(), id)
    rate, given = rate_of(member), body.given()
    amount = given.get("amount", rate.amount if rate else None)
    currency = given.get("currency") or (rate.currency if rate else request.organization.currency)
    given_by: dict[str, Any] = {"version": wanted_version(request), "by": request.member, "at": request.now}
    operations.set_rate(member, amount=amount, currency=currency, **given_by)
    return show_rate(member)
