"""Lists of invoices: what a member may see, filtered and in order, from an index each time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from clientele.accounts.models import Member
from clientele.billing import policy
from clientele.billing.choices import OUTSTANDING
from clientele.billing.models import Delivery, Invoice, Line, Payment, Refund
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.customers.models import Customer
from clientele.kit.lookups import LAST
from clientele.kit.prepared import Prepared
from clientele.projects.models import Project

SORTS: dict[str, tuple[F, ...]] = {
    "issued_on": (F("issued_on"),),
    "due_on": (F("due_on"),),
    "number": (F("number"),),
    "total": (F("total"),),
    "balance": (F("balance"),),
    "status": (F("status"), F("issued_on")),
}


@dataclass(frozen=True)
class InvoiceFilter:
    """What a list of invoices is narrowed to; `overdue` is by the day it is on, days are included."""

    statuses: tuple[str, ...] = ()
    kind: str = ""
    overdue_on: date | None = None
    customer: int | None = None
    project: int | None = None
    currency: str = ""
    issued_from: date | None = None
    issued_to: date | None = None


def invoices_for(member: Member) -> InvoiceQuerySet:
    """Every invoice and credit note the member may open, each with its customer."""
    found: InvoiceQuerySet = Invoice.objects.select_related("customer", "project", "credits")
    return found if policy.may_view(member) else found.none()


def invoice_for(member: Member, pk: int) -> Invoice | None:
    """One invoice the member may open, or None."""
    if not policy.may_view(member) or pk >= 2**63:
        return None
    return next(iter(_INVOICE(organization=member.organization_id, pk=pk)), None)


_INVOICE = Prepared(
    lambda organization, pk: Invoice.objects.filter(organization=organization, pk=pk).select_related(
        "customer", "project", "credits"
    ),
    organization=int,
    pk=int,
)


def listed_invoices(member: Member, wanted: InvoiceFilter) -> InvoiceQuerySet:
    """The invoices of a list."""
    return narrowed(invoices_for(member), wanted)


def narrowed(found: InvoiceQuerySet, wanted: InvoiceFilter) -> InvoiceQuerySet:
    """Those of these invoices that a filter leaves."""
    plain = {"kind": wanted.kind, "customer": wanted.customer, "project": wanted.project, "currency": wanted.currency}
    found = found.filter(**{field: value for field, value in plain.items() if value})
    if set(wanted.statuses) == set(OUTSTANDING):
        found = found.outstanding()
    elif wanted.statuses:
        found = found.filter(status__in=wanted.statuses)
    if wanted.overdue_on:
        found = found.overdue(wanted.overdue_on)
    if wanted.issued_from:
        found = found.filter(issued_on__gte=wanted.issued_from)
    if wanted.issued_to:
        found = found.filter(issued_on__lte=wanted.issued_to)
    return found


def numbered(start: str) -> Q:
    """That a number begins so."""
    return Q(number__gte=start, number__lt=start + LAST)


def in_order(invoices: InvoiceQuerySet, sort: str) -> InvoiceQuerySet:
    """The invoices sorted by a key of `SORTS`, downwards with a leading hyphen; ties by id."""
    columns = (*SORTS[sort.removeprefix("-")], F("pk"))
    downwards = sort.startswith("-")
    return invoices.order_by(*(column.desc() if downwards else column.asc() for column in columns))


def invoices_to_move(member: Member, project: Project) -> int:
    """How many invoices and credit notes follow the project to another customer, of those the member may see."""
    return int(invoices_for(member).filter(project=project).count())


def invoices_of(customer: Customer) -> InvoiceQuerySet:
    """The invoices of a customer, newest first."""
    found: InvoiceQuerySet = Invoice.objects.filter(customer=customer).select_related("project", "credits")
    return found.order_by("-issued_on", "-pk")


def lines_of(invoice: Invoice) -> list[Line]:
    """The lines in their order."""
    return list(Line.objects.filter(invoice=invoice).order_by("position"))


def lines_by_invoice(invoices: list[Invoice]) -> dict[int, list[Line]]:
    """The lines of several invoices, in one query."""
    found: dict[int, list[Line]] = {invoice.pk: [] for invoice in invoices}
    for line in Line.objects.filter(invoice__in=found).order_by("invoice", "position"):
        found[line.invoice_id].append(line)
    return found


def payments_for(member: Member) -> Any:
    """Every payment the member may see, each with its invoice, in the order of days."""
    rows = Payment.objects.select_related("invoice", "recorded_by__user").order_by("paid_on", "pk")
    return rows if policy.may_view(member) else rows.none()


def payments_of(invoice: Invoice) -> Any:
    """What came in for an invoice, in the order of days."""
    rows = Payment.objects.filter(invoice=invoice).select_related("invoice", "recorded_by__user")
    return rows.order_by("paid_on", "pk")


def refunds_for(member: Member) -> Any:
    """Every refund the member may see, each with its invoice, in the order of days."""
    rows = Refund.objects.select_related("invoice", "recorded_by__user").order_by("refunded_on", "pk")
    return rows if policy.may_view(member) else rows.none()


def refunds_of(invoice: Invoice) -> Any:
    """What went back of an invoice, in the order of days."""
    rows = Refund.objects.filter(invoice=invoice).select_related("invoice", "recorded_by__user")
    return rows.order_by("refunded_on", "pk")


def deliveries_of(invoice: Invoice) -> Any:
    """When and where an invoice was sent, newest first."""
    return Delivery.objects.filter(invoice=invoice).select_related("asked_by__user").order_by("-pk")
