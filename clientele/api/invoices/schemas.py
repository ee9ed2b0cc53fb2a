"""An invoice as the API reads and writes it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from clientele.api.customers.schemas import TermsWord
from clientele.api.shapes import Change, Id, Input, Moment, Output, QueryDate, Record

KindWord = Literal["invoice", "credit_note"]
StatusWord = Literal["draft", "sent", "partially_paid", "paid", "void"]
UnitWord = Literal["piece", "hour", "day", "month", "kilometre", "lump_sum"]
CategoryWord = Literal["standard", "zero", "exempt", "reverse_charge", "outside"]


def _exact(number: Any) -> Any:
    """Numbers of JSON are taken as they are written, not as the nearest binary one."""
    return str(number) if isinstance(number, float) else number


Amount = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, max_digits=16, decimal_places=4)]
Quantity = Annotated[Decimal, BeforeValidator(_exact), Field(gt=0, max_digits=15, decimal_places=6)]
Percent = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=100, max_digits=6, decimal_places=3)]


class LineInput(Input):
    """A line; without tax it has the customer's rate, else the organisation's."""

    id: Id | None = Field(None, description="A line of this draft that stays, with its time.", examples=[None])
    description: str = Field(min_length=1, max_length=500, examples=["Boiler service"])
    detail: str | None = Field(None, max_length=500)
    quantity: Quantity = Field(Decimal(1), examples=["2.5"])
    unit: UnitWord = Field("piece", examples=["hour"])
    unit_price: Amount = Field(description="Net.", examples=["85.00"])
    discount: Percent = Field(Decimal(0), description="Per cent of the line.")
    tax_category: CategoryWord | None = None
    tax_rate: Percent | None = Field(None, description="Per cent; more than 0 in the category `standard` alone.")


class _InvoiceBody(Input):
    project: Id | None = Field(None, description="A project of the customer.", examples=[None])
    currency: str | None = Field(None, max_length=3, description="ISO 4217. Left out: the customer's.")
    issue_date: QueryDate | None = Field(None, description="Left out: today.")
    payment_terms: TermsWord | None = Field(None, description="Left out: the customer's.")
    served_from: QueryDate | None = Field(None, description="When the service began.", examples=["2026-11-01"])
    served_to: QueryDate | None = Field(None, description="When it ended.")
    reference: str | None = Field(None, max_length=100, description="The buyer's, such as an order number.")
    note: str | None = Field(None, max_length=2_000, description="Printed on the document.")
    lines: list[LineInput] = Field(default_factory=list, max_length=1_000)
    confirm_currency: bool = Field(
        False, strict=True, description="That a currency which is new for this customer is meant."
    )


class InvoiceInput(_InvoiceBody):
    """A new draft."""

    customer: Id = Field(description="Who is billed.")


class InvoiceChange(Change, _InvoiceBody):
    """Changes to a draft; `lines` are all its lines."""


class WorkInput(Input):
    """What of a project, or of several, to bill."""

    project: Id = Field(description="The project; its currency is the invoice's.")
    beside: list[Id] = Field(
        default_factory=list,
        max_length=100,
        description="Further projects of the same customer and currency. Each line says which it is of; the invoice "
        "itself is of none.",
        examples=[[]],
    )
    since: QueryDate | None = Field(None, description="Work of this day or later.")
    until: QueryDate | None = Field(None, description="Work of this day or earlier.")
    time: list[Id] | None = Field(
        None, max_length=1_000, description="Ids of time entries; left out: all that can be billed.", examples=[None]
    )
    expenses: list[Id] | None = Field(
        None, max_length=1_000, description="Ids of expenses; left out: all that can be billed.", examples=[None]
    )
    fees: list[LineInput] = Field(default_factory=list, max_length=100, description="Fixed fees.")
    covered: bool = Field(
        False, strict=True, description="The first fee bills all the time, which then has no lines of its own."
    )
    format: Literal["detailed", "summary"] = Field("detailed", description="A line for each entry, or time added up.")
    summed_by: Literal["billing_code", "member"] = Field("billing_code", description="By what a summary adds up.")
    issue_date: QueryDate | None = Field(None, description="Left out: today.")
    confirm_currency: bool = Field(False, strict=True)


class VoidInput(Input):
    """Why it is void."""

    reason: str = Field(min_length=1, max_length=500, examples=["Sent twice"])


class CreditLine(Input):
    """A line to take back: an amount (net), a quantity, or with neither the whole line."""

    line: Id
    amount: Amount | None = Field(None, examples=["50.00"])
    quantity: Quantity | None = None


class CreditInput(Input):
    """What to take back; without lines all that is left."""

    lines: list[CreditLine] | None = Field(None, max_length=1_000, examples=[None])
    note: str | None = Field(None, max_length=2_000, description="Printed on the credit note.")


class ReissueInput(Input):
    """Who should have had it."""

    customer: Id = Field(description="The right customer.")
    confirm_currency: bool = Field(False, strict=True)


class SendInput(Input):
    """Where to."""

    recipient: str | None = Field(
        None, max_length=254, description="Left out: the billing email on the invoice.", examples=["pay@anders.example"]
    )


class LineOutput(Output):
    """A line."""

    id: int = Field(examples=[7])
    description: str = Field(examples=["Boiler service"])
    detail: str
    quantity: str = Field(examples=["2.5"])
    unit: UnitWord
    unit_price: str = Field(description="Net.", examples=["85.00"])
    discount: str = Field(description="Per cent.", examples=["0"])
    tax_category: CategoryWord
    tax_rate: str = Field(description="Per cent.", examples=["20"])
    net: str = Field(description="Rounded to the currency.", examples=["212.50"])


class PartyOutput(Output):
    """The seller or the buyer as they were when the invoice was made."""

    name: str = Field(examples=["Anders & Sons Bakery"])
    line1: str
    line2: str
    city: str
    region: str
    postal_code: str
    country: str
    email: str
    phone: str
    tax_number: str
    registration_number: str
    account_number: str


class BankOutput(Output):
    """Where to pay."""

    holder: str
    iban: str
    bic: str


class SnapshotOutput(Output):
    """What both parties were called when the invoice was made; nothing that changes later reaches it."""

    seller: PartyOutput
    buyer: PartyOutput
    bank: BankOutput
    footer: str


class InvoiceOutput(Record):
    """An invoice or a credit note."""

    customer: int = Field(examples=[42])
    project: int | None
    kind: KindWord
    credits: int | None = Field(description="The invoice that a credit note takes back.")
    number: str = Field(description="Empty while it is a draft.", examples=["INV-2026-0007"])
    status: StatusWord
    overdue: bool = Field(description="Something is still to pay after the due date.")
    credited: bool = Field(description="Taken back whole.")
    issue_date: date = Field(examples=["2026-11-22"])
    due_date: date = Field(examples=["2026-12-22"])
    served_from: date | None
    served_to: date | None
    payment_terms: TermsWord
    currency: str = Field(examples=["GBP"])
    reference: str
    note: str
    lines: list[LineOutput]
    subtotal: str = Field(examples=["212.50"])
    tax_total: str = Field(examples=["42.50"])
    total: str = Field(examples=["255.00"])
    paid_total: str = Field(examples=["0.00"])
    credited_total: str = Field(examples=["0.00"])
    balance: str = Field(description="What is still to pay.", examples=["255.00"])
    refunded_total: str = Field(description="What was paid back.", examples=["0.00"])
    refund_due: str = Field(
        description="What came in above what is asked for, less what was paid back.", examples=["0.00"]
    )
    billing: SnapshotOutput
    sha256: str = Field(description="The digest of what the finalised document says; empty while it is a draft.")
    void_reason: str
    created_at: Moment
    updated_at: Moment
    finalized_at: Moment | None


class ReissueOutput(Output):
    """What became of it."""

    credit_note: InvoiceOutput
    draft: InvoiceOutput


class DeliveryOutput(Output):
    """One sending by email."""

    id: int = Field(examples=[3])
    invoice: int = Field(examples=[42])
    recipient: str = Field(examples=["pay@anders.example"])
    status: Literal["waiting", "sent", "failed", "unclear"] = Field(
        description="`unclear` where the program ended while the mail was handed over: it may have gone out."
    )
    asked_at: Moment
    sent_at: Moment | None
    problem: str = Field(description="Why it was not sent, or may not be.")
