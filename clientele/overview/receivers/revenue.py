"""Hears of every invoice and credit note that gets its number or becomes void, and keeps the revenue of its day."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver

from clientele.billing.choices import InvoiceStatus
from clientele.billing.models import Invoice
from clientele.overview.operations import refresh_revenue
from clientele.trail.models import Entry
from clientele.trail.operations import kind_of, recorded

INVOICE = kind_of(Invoice)


@receiver(recorded, dispatch_uid="overview.revenue")
def keep_revenue(entries: list[Entry], **_: Any) -> None:
    keys = {key for entry in entries if entry.subject_kind == INVOICE for key in _moved(entry)}
    if keys:
        rows = Invoice.objects.filter(pk__in=keys).order_by("issued_on", "currency")
        refresh_revenue(set(rows.values_list("issued_on", "currency")))


def _moved(entry: Entry) -> Iterator[int]:
    """The documents that count from now on, or no longer; payments and their like move no revenue."""
    if "number" in entry.changes or InvoiceStatus.VOID in entry.changes.get("status", ()):
        yield entry.subject_id
    if "credit" in entry.facts:
        yield entry.facts["credit"]
