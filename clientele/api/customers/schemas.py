"""A customer as the API reads and writes it."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from clientele.api.shapes import Change, Input, Moment, Output, Record

KindWord = Literal["company", "individual"]
StatusWord = Literal["active", "inactive"]
TermsWord = Literal[
    "due_on_receipt",
    "net_7",
    "net_14",
    "net_15",
    "net_30",
    "net_45",
    "net_60",
    "net_90",
    "end_of_month",
    "end_of_next_month",
]
Rate = Annotated[Decimal, Field(ge=0, le=100, max_digits=6, decimal_places=3)]
TagName = Annotated[str, Field(min_length=1, max_length=50)]


class AddressInput(Input):
    """A postal address; a part left out of a PATCH stays as it is."""

    line1: str | None = Field(None, max_length=200, examples=["12 Mill Lane"])
    line2: str | None = Field(None, max_length=200)
    city: str | None = Field(None, max_length=100, examples=["Portsmouth"])
    region: str | None = Field(None, max_length=100, examples=["Hampshire"])
    postal_code: str | None = Field(None, max_length=20, examples=["PO1 2AB"])
    country: str | None = Field(None, max_length=2, description="ISO 3166-1 alpha-2.", examples=["GB"])


class BillingInput(AddressInput):
    """What future invoices are written with; address parts are those of the billing address."""

    name: str | None = Field(None, max_length=200, description="Printed instead of the customer's name.")
    email: str | None = Field(
        None, max_length=254, description="Where invoices go.", examples=["accounts@andersbakery.example"]
    )
    account_number: str | None = Field(None, max_length=50)
    payment_terms: TermsWord | None = Field(
        None, description="Left out or null at creation: the organisation's default."
    )
    currency: str | None = Field(
        None, max_length=3, description="ISO 4217. Left out or null at creation: the organisation's default."
    )
    tax_rate: Rate | None = Field(
        None, description="Per cent. Left out or null at creation: the organisation's default."
    )
    tax_number: str | None = Field(None, max_length=50)


class CustomerBody(Input):
    name: str = Field(
        min_length=1,
        max_length=200,
        description="Unique among customers that are not archived.",
        examples=["Anders & Sons Bakery"],
    )
    code: str | None = Field(
        None, max_length=20, description="Unique; a-z, A-Z, 0-9, - and _; never changes.", examples=["ANDERS"]
    )
    kind: KindWord = "company"
    status: StatusWord = "active"
    email: str | None = Field(None, max_length=254, examples=["office@andersbakery.example"])
    phone: str | None = Field(None, max_length=50, description="Kept as typed.", examples=["+44 1632 960418"])
    website: str | None = Field(
        None, max_length=300, description="http or https; https:// is added.", examples=["andersbakery.example"]
    )
    address: AddressInput = Field(default_factory=AddressInput, description="The postal address.")
    contact_information: str | None = Field(None, max_length=5_000)
    notes: str | None = Field(None, max_length=20_000)
    tags: list[TagName] = Field(
        default_factory=list, max_length=50, description="Names; new ones are made.", examples=[["Catering"]]
    )
    billing: BillingInput = Field(default_factory=BillingInput)


class CustomerInput(CustomerBody):
    """A new customer."""


class CustomerChange(Change, CustomerBody):
    """Changes to a customer: what is left out stays as it is."""

    name: str = Field("", min_length=1, max_length=200)
    code: str | None = Field(None, max_length=20, description="Taken only if it is the code the customer has.")


class Address(Output):
    """A postal address; what is unknown is an empty text."""

    line1: str = Field(examples=["12 Mill Lane"])
    line2: str
    city: str = Field(examples=["Portsmouth"])
    region: str = Field(examples=["Hampshire"])
    postal_code: str = Field(examples=["PO1 2AB"])
    country: str = Field(description="ISO 3166-1 alpha-2.", examples=["GB"])


class Billing(Address):
    """What future invoices are written with."""

    name: str
    email: str = Field(examples=["accounts@andersbakery.example"])
    account_number: str
    payment_terms: TermsWord
    currency: str = Field(description="ISO 4217.", examples=["GBP"])
    tax_rate: str | None = Field(description="Per cent, as a decimal text.", examples=["20.000"])
    tax_number: str


class Counts(Output):
    """How much belongs to the customer."""

    contacts: int = Field(examples=[2])
    notes: int = Field(description="Entries of the notes log.", examples=[5])
    comments: int = Field(examples=[1])
    projects: int | None = Field(description="Of every status; null where you may not see projects.", examples=[3])
    invoices: int | None = Field(
        description="Drafts, void ones and credit notes too; null where you may not see invoices.", examples=[17]
    )


class Owed(Output):
    """What is still to be paid in one currency."""

    currency: str = Field(description="ISO 4217.", examples=["GBP"])
    amount: str = Field(examples=["1284.00"])


class CustomerOutput(Record):
    """A customer."""

    code: str = Field(examples=["ANDERS"])
    name: str = Field(examples=["Anders & Sons Bakery"])
    kind: KindWord
    status: StatusWord
    email: str = Field(examples=["office@andersbakery.example"])
    phone: str = Field(examples=["+44 1632 960418"])
    website: str = Field(examples=["https://andersbakery.example"])
    address: Address
    contact_information: str
    notes: str
    tags: list[str] = Field(description="Names, in order.", examples=[["Catering"]])
    billing: Billing
    archived: bool = Field(description="Archived customers are read-only.")
    merged_into: int | None = Field(description="The customer that this one was merged into.")
    counts: Counts
    outstanding: list[Owed] | None = Field(
        description="What is still to be paid, the largest amount first; never added across currencies. Empty where"
        " nothing is, null where you may not see invoices. Like the counts it is kept with each change of what it tells"
        " of, which is no new version of the customer."
    )
    created_at: Moment
    updated_at: Moment


ADDRESS_PARTS = ("line1", "line2", "city", "region", "postal_code", "country")
#: The names of columns that stand elsewhere in the schema.
FIELD_PATHS = {
    **{f"address_{part}": f"address.{part}" for part in ("line1", "line2")},
    **{part: f"address.{part}" for part in ("city", "region", "postal_code", "country")},
    **{f"billing_{part}": f"billing.{part}" for part in ("name", "email", *ADDRESS_PARTS)},
    **{part: f"billing.{part}" for part in ("account_number", "payment_terms", "currency", "tax_rate", "tax_number")},
}
_COLUMNS = {path: column for column, path in FIELD_PATHS.items()}


def columns_of(body: CustomerBody) -> dict[str, Any]:
    """What was sent as values of columns; tags are not among them."""
    values: dict[str, Any] = {}
    for name, value in body.given().items():
        if name in {"address", "billing"}:
            values.update({_COLUMNS[f"{name}.{part}"]: inner for part, inner in value.items()})
        elif name != "tags":
            values[name] = value
    return values
