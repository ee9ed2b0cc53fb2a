from clientele.billing.models.invoice import BilledExpense, BilledTime, Invoice, Line
from clientele.billing.models.money import Delivery, Numbering, Payment, Series

__all__ = ["BilledExpense", "BilledTime", "Delivery", "Invoice", "Line", "Numbering", "Payment", "Series"]
