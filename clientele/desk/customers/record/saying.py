"""What is said after a status has changed, and the address that takes it back."""

from clientele.customers.choices import Status
from clientele.customers.models import Customer
from clientele.desk.access import MemberRequest
from clientele.ui.jinja import address

STAYS_OPEN = "Contacts, notes and comments stay as they are, and can still be added."


def say_status(request: MemberRequest, customer: Customer) -> tuple[str, str]:
    """The sentence for a toast, and where its Undo goes."""
    slug = request.organization.slug
    if customer.status == Status.INACTIVE:
        return f"{customer.name} is inactive. {STAYS_OPEN}", address("customers:activity", slug, pk=customer.pk)
    return f"{customer.name} is active.", address("customers:inactivity", slug, pk=customer.pk)
