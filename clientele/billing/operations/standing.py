"""How an invoice stands: what is paid and credited, what is left, and what the trail tells of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from clientele.billing.choices import InvoiceStatus
from clientele.billing.models import Invoice
from clientele.trail.operations import changes_between

#: What the trail tells of every step of a finalised invoice, so that totals beside it follow.
TOLD = ("status", "number", "total", "paid_total", "credited_total", "refunded_total", "balance")
_STORED = (
    "status",
    "paid_total",
    "credited_total",
    "refunded_total",
    "balance",
    "voided_at",
    "void_reason",
    "updated_at",
    "version",
)


@contextmanager
def moved(invoice: Invoice) -> Iterator[dict[str, list[Any]]]:
    """Gather what a block changes of how an invoice stands; a draft has stood at nothing."""
    was_draft = invoice.is_draft
    before = {field: getattr(invoice, field) for field in TOLD} | ({"total": Decimal(0)} if was_draft else {})
    changes: dict[str, list[Any]] = {}
    yield changes
    changes |= changes_between(before, {field: getattr(invoice, field) for field in TOLD})


def settle(invoice: Invoice, *, at: datetime) -> None:
    """Save how a finalised invoice stands after a payment or a credit note came or went."""
    invoice.balance = max(Decimal(0), invoice.total - invoice.paid_total - invoice.credited_total)
    if invoice.balance == 0:
        invoice.status = InvoiceStatus.PAID
    else:
        invoice.status = InvoiceStatus.PARTIALLY_PAID if invoice.paid_total else InvoiceStatus.SENT
    save_standing(invoice, at=at)


def save_standing(invoice: Invoice, *, at: datetime) -> None:
    """Save the columns that may move."""
    invoice.version += 1
    invoice.updated_at = at
    invoice.save(update_fields=_STORED)
