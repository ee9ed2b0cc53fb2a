"""What the pages of one invoice share: who may open it, how it stands, and what can be done with it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol, TypeVar

from django.http import Http404

from clientele.billing import policy
from clientele.billing.choices import InvoiceStatus
from clientele.billing.models import Invoice
from clientele.billing.queries import Ageing, ageing_listed, gaps_of_billing, invoice_for
from clientele.customers.models import Customer
from clientele.desk.access import MemberRequest
from clientele.desk.invoices.listing import Listing
from clientele.kit.numbers import counted
from clientele.ui.http import allow
from clientele.ui.jinja import address

_WORDS = {"billing_line1": "address", "billing_email": "email", "tax_number": "tax number"}


def today(request: MemberRequest) -> date:
    """The day it is where the organisation is."""
    day: date = request.now.astimezone(request.organization.zone).date()
    return day


def owed_of(request: MemberRequest, listing: Listing, on: date) -> list[Ageing]:
    """What is open of a list of invoices."""
    return own_first(request, ageing_listed(request.member, listing.wanted(on), on)) if listing.may_owe else []


class InCurrency(Protocol):
    """What is told for each currency apart."""

    @property
    def currency(self) -> str: ...


Told = TypeVar("Told", bound=InCurrency)


def own_first(request: MemberRequest, found: Iterable[Told]) -> list[Told]:
    """What is told of the organisation's own currency before that of others."""
    own = request.organization.currency
    return sorted(found, key=lambda aged: (aged.currency != own, aged.currency))


def load(request: MemberRequest, pk: int) -> Invoice:
    """The invoice of an address, or 404."""
    allow(policy.may_view(request.member))
    invoice = invoice_for(request.member, pk)
    if invoice is None:
        raise Http404
    return invoice


def load_editable(request: MemberRequest, pk: int) -> Invoice:
    """The same, for an address that does something with it; what its state forbids is the operation's to refuse."""
    invoice = load(request, pk)
    allow(policy.may_edit(request.member))
    return invoice


def url_of(request: MemberRequest, invoice: Invoice) -> str:
    """Where an invoice is read."""
    return address("invoices:detail", request.organization.slug, pk=invoice.pk)


def missing_words(customer: Customer) -> list[str]:
    """What an invoice to a customer would leave blank, in words."""
    return [_WORDS[name] for name in gaps_of_billing(customer)]


def standing(invoice: Invoice, on: date) -> str:
    """How late it is, in words; empty where its status says enough."""
    late = invoice.days_overdue(on)
    return f"Overdue by {counted(late, 'day')}" if late else ""


def doings(request: MemberRequest, invoice: Invoice) -> list[dict[str, Any]]:
    """What else can be done with it, for the menu of its page."""
    if not policy.may_edit(request.member):
        return []
    slug = request.organization.slug

    def entry(label: str, view: str, icon: str, **more: Any) -> dict[str, Any]:
        url = address(f"invoices:{view}", slug, pk=invoice.pk)
        return {"label": label, "icon": icon, "url": url, "dialog": True, **more}

    if invoice.is_draft:
        return [
            entry("Refresh billing details", "refreshing", "refresh"),
            entry("Delete draft", "deletion", "trash", danger=True),
        ]
    if invoice.is_credit_note or invoice.status == InvoiceStatus.VOID or invoice.is_credited:
        return []
    found = [
        entry(f"Wrong {request.organization.words.one_lower}", "reissue", "arrow-right", dialog=False),
        entry("Credit", "credit", "receipt-refund", dialog=False),
    ]
    if not invoice.paid_total and not invoice.credited_total:
        found.append(entry("Void", "void", "ban", danger=True))
    return found
