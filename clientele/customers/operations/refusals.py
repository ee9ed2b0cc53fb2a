"""The refusals that several operations on customers share."""

from typing import Any

from clientele.accounts.choices import Term
from clientele.accounts.models import Organization
from clientele.customers.models import Customer
from clientele.kit.refusals import Conflict, Refusal

NAME_TAKEN = {
    Term.CUSTOMER: "Customer with this name already exists.",
    Term.CLIENT: "Client name already exists",
}


def name_taken(organization: Organization, holder: Customer | None = None) -> Refusal:
    """Another customer that is not archived has the name (422)."""
    message = NAME_TAKEN[Term(organization.term)]
    facts: dict[str, Any] = {"existing": holder.pk, "existing_name": holder.name} if holder else {}
    return Refusal("customer_name_taken", message, field="name", **facts)


def code_taken(code: str, holder: Customer | None = None) -> Refusal:
    """Another customer, archived or not, has the code (422)."""
    whose = f" belongs to {holder.name}" if holder else " is taken"
    facts: dict[str, Any] = {"existing": holder.pk, "existing_name": holder.name} if holder else {}
    return Refusal("customer_code_taken", f"The code {code}{whose}.", field="code", **facts)


def refuse_archived(customer: Customer) -> None:
    """Archived customers are read-only (409)."""
    if customer.is_archived:
        raise Conflict("customer_archived", f"{customer.name} is archived. Restore it first.")


def lock_current(customer: Customer) -> Customer:
    """The customer as it is now, locked until the transaction ends.

    Raises `customer_archived` (409).
    """
    current: Customer = Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    refuse_archived(current)
    return current


def version_conflict(customer: Customer) -> Conflict:
    """Somebody saved since this version was read (409); `current` is the record as they left it."""
    return Conflict(
        "version_conflict",
        f"{customer.name} was changed by someone else while you were editing.",
        current=customer,
    )
