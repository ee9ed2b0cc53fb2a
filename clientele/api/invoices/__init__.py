"""Invoices and credit notes: drafts, what is done with them, payments, documents."""

from clientele.api.invoices import documents, steps
from clientele.api.invoices.batches import batches
from clientele.api.invoices.numbering import numbering
from clientele.api.invoices.payments import payments
from clientele.api.invoices.refunds import refunds
from clientele.api.invoices.routes import invoices

__all__ = ["batches", "documents", "invoices", "numbering", "payments", "refunds", "steps"]
