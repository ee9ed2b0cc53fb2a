from clientele.billing.models.batch import Batch, BatchItem
from clientele.billing.models.invoice import Invoice
from clientele.billing.models.line import BilledExpense, BilledTime, Line
from clientele.billing.models.money import Delivery, Payment, Refund
from clientele.billing.models.series import Letterhead, Numbering, Series

__all__ = [
    "Batch",
    "BatchItem",
    "BilledExpense",
    "BilledTime",
    "Delivery",
    "Invoice",
    "Letterhead",
    "Line",
    "Numbering",
    "Payment",
    "Refund",
    "Series",
]
