"""What happened to an invoice."""

from django.db import models
from django.db.models import Q

from clientele.billing.models import Invoice
from clientele.trail.models import Entry, kind_of


def history_of_invoice(invoice: Invoice) -> models.QuerySet[Entry]:
    """What happened to it, newest first; a credit note begins with the entry of the invoice that it takes back."""
    its = Q(subject_id=invoice.pk)
    if invoice.credits_id:
        its |= Q(subject_id=invoice.credits_id, name="billing.invoice_credited", facts__credit=invoice.pk)
    entries: models.QuerySet[Entry] = Entry.objects.filter(its, subject_kind=kind_of(Invoice))
    return entries.order_by("-pk")
