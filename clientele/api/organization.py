"""The organisation itself: its name, its words, its defaults."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db import transaction
from pydantic import Field

from clientele.accounts import policy
from clientele.accounts.choices import Feature
from clientele.accounts.models import Member, Organization
from clientele.accounts.operations.organization import switch_feature, update_organization
from clientele.accounts.operations.versions import refuse_stale
from clientele.api.access import ApiRequest
from clientele.api.answers import wanted_version
from clientele.api.customers.schemas import Address, AddressInput, Rate, TermsWord
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Record
from clientele.trail.queries import version_of

TermWord = Literal["customer", "client"]
Switch = Annotated[bool, Field(strict=True)]
FEATURES = {feature.value: feature for feature in Feature}


class OrganizationChange(Change):
    """Changes to the organisation; customers keep the terms, currency and rate they were created with."""

    name: str = Field("", min_length=1, max_length=120, examples=["Brightwater Heating"])
    term: TermWord = Field("customer", description="What those you work for are called.")
    time_zone: str = Field("", min_length=1, max_length=60, examples=["Europe/London"])
    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=50)
    address: AddressInput = Field(default_factory=AddressInput)
    tax_number: str | None = Field(None, max_length=50)
    registration_number: str | None = Field(None, max_length=50)
    bank_holder: str | None = Field(None, max_length=70)
    iban: str | None = Field(None, max_length=50, examples=["GB33BUKB20201555555555"])
    bic: str | None = Field(None, max_length=20, examples=["BUKBGB22"])
    invoice_footer: str | None = Field(None, max_length=300)
    currency: str = Field("", min_length=1, max_length=3, description="ISO 4217.", examples=["GBP"])
    payment_terms: TermsWord = Field("net_30")
    tax_rate: Rate = Field(Decimal(0), description="Per cent.", examples=["20.000"])
    features: dict[Literal[tuple(FEATURES)], Switch] = Field(  # type: ignore[valid-type]
        default_factory=dict, description="Only those that are to be switched.", examples=[{"customers.import": True}]
    )


class OrganizationOutput(Record):
    """The organisation that the token belongs to."""

    slug: str = Field(description="Stands in every address of the program; never changes.", examples=["brightwater"])
    name: str = Field(examples=["Brightwater Heating"])
    term: TermWord
    time_zone: str = Field(examples=["Europe/London"])
    email: str
    phone: str
    address: Address
    tax_number: str
    registration_number: str
    bank_holder: str
    iban: str = Field(examples=["GB33BUKB20201555555555"])
    bic: str = Field(examples=["BUKBGB22"])
    invoice_footer: str
    currency: str = Field(examples=["GBP"])
    payment_terms: TermsWord
    tax_rate: str = Field(examples=["20.000"])
    features: dict[str, bool] = Field(examples=[dict.fromkeys(FEATURES, True)])


def show_organization(organization: Organization) -> OrganizationOutput:
    """The organisation as it is answered."""
    return OrganizationOutput(
        id=organization.pk,
        version=version_of(organization),
        slug=organization.slug,
        name=organization.name,
        term=organization.term,
        time_zone=organization.time_zone,
        email=organization.email,
        phone=organization.phone,
        address=Address(
            line1=organization.address_line1,
            line2=organization.address_line2,
            city=organization.city,
            region=organization.region,
            postal_code=organization.postal_code,
            country=organization.country,
        ),
        tax_number=organization.tax_number,
        registration_number=organization.registration_number,
        bank_holder=organization.bank_holder,
        iban=organization.iban,
        bic=organization.bic,
        invoice_footer=organization.invoice_footer,
        currency=organization.currency,
        payment_terms=organization.payment_terms,
        tax_rate=f"{organization.tax_rate:.3f}",
        features=organization.features,
    )


def is_member(member: Member) -> bool:
    """Everybody sees the organisation they work in."""
    return member.is_active


organization = Resource(
    "Organization",
    "The organisation that the token belongs to.",
    names={
        **{f"address_{part}": f"address.{part}" for part in ("line1", "line2")},
        **{part: f"address.{part}" for part in ("city", "region", "postal_code", "country")},
    },
    show=show_organization,
)


@organization.reads("/organization", OrganizationOutput, may=is_member)
def read_organization(request: ApiRequest) -> OrganizationOutput:
    """Read the organisation"""
    return show_organization(request.organization)


@organization.changes("/organization", OrganizationOutput, may=policy.may_manage_organization)
def change_organization(request: ApiRequest, body: OrganizationChange) -> OrganizationOutput:
    """Change the organisation

    What is left out stays as it is, also inside `address` and `features`.
    """
    with transaction.atomic():
        current = request.organization
        refuse_stale(current, wanted_version(request))
        for word, is_on in body.features.items():
            switch_feature(current, feature=FEATURES[word], is_on=is_on, by=request.member, at=request.now)
        return show_organization(
            update_organization(current, changes=_columns(body), by=request.member, at=request.now)
        )


def _columns(body: OrganizationChange) -> dict[str, Any]:
    values = body.given()
    values.pop("features", None)
    for part, value in values.pop("address", {}).items():
        values[f"address_{part}" if part.startswith("line") else part] = value
    return values
