"""Ids that a request refers to: an unknown one and a foreign one are alike, 404."""

from clientele.accounts.models import Member
from clientele.api.answers import found
from clientele.customers.models import Customer
from clientele.customers.queries import customers_for


def the_customer(member: Member, pk: int) -> Customer:
    """The customer of that id, archived or not."""
    customer: Customer = found(customers_for(member), pk)
    return customer
