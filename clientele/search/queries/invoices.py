"""Invoices found by number and customer."""

from django.db.models import Q

from clientele.accounts.models import Member
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.customers.queries import customers_for
from clientele.search.queries.hits import matching


def matching_invoices(member: Member, invoices: InvoiceQuerySet, text: str) -> InvoiceQuerySet:
    """The invoices whose number begins with the text, in either case, or whose customer matches it."""
    wanted = text.strip()
    numbered = Q(number__startswith=wanted) | Q(number__startswith=wanted.upper())
    found: InvoiceQuerySet = invoices.filter(
        numbered | Q(customer__in=matching(customers_for(member), wanted).order_by().values("pk"))
    )
    return found
