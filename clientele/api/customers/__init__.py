"""Customers: their records, their past, their likeness."""

from clientele.api.customers import past
from clientele.api.customers.routes import customers

__all__ = ["customers", "past"]
