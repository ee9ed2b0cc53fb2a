"""What came of an invoice: asked by its page each time, so written once for each connection."""

from dataclasses import dataclass

from clientele.billing.choices import InvoiceStatus
from clientele.billing.models import Delivery, Invoice, Payment, Refund
from clientele.kit.prepared import Prepared

#: Of the sendings of an invoice the newest are shown.
SENDINGS = 50


@dataclass(frozen=True)
class Outcome:
    """What came in and went back by day, its credit notes, and where it was sent, the newest first."""

    payments: list[Payment]
    refunds: list[Refund]
    credit_notes: list[Invoice]
    deliveries: list[Delivery]


def outcome_of(invoice: Invoice) -> Outcome:
    """What came of an invoice; a draft has come to nothing yet."""
    if invoice.is_draft:
        return Outcome([], [], [], [])
    asked = {"organization": invoice.organization_id, "invoice": invoice.pk}
    return Outcome(_PAYMENTS(**asked), _REFUNDS(**asked), _CREDITS(**asked), _DELIVERIES(**asked))


_PAYMENTS = Prepared(
    lambda organization, invoice: Payment.objects.filter(organization=organization, invoice=invoice).order_by(
        "paid_on", "pk"
    ),
    organization=int,
    invoice=int,
)
_REFUNDS = Prepared(
    lambda organization, invoice: Refund.objects.filter(organization=organization, invoice=invoice).order_by(
        "refunded_on", "pk"
    ),
    organization=int,
    invoice=int,
)
_CREDITS = Prepared(
    lambda organization, invoice: (
        Invoice.objects.filter(organization=organization, credits=invoice)
        .exclude(status=InvoiceStatus.DRAFT)
        .only("number", "total", "currency")
        .order_by("pk")
    ),
    organization=int,
    invoice=int,
)
_DELIVERIES = Prepared(
    lambda organization, invoice: Delivery.objects.filter(organization=organization, invoice=invoice).order_by("-pk")[
        :SENDINGS
    ],
    organization=int,
    invoice=int,
)
