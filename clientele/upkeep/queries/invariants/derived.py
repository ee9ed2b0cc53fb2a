"""Whether what is kept ready beside the records agrees with them."""

from collections.abc import Iterable, Iterator
from typing import Any

from clientele.accounts.models import Organization
from clientele.customers.models import Customer, Tagging
from clientele.overview.queries import differences, wrong_figures, wrong_revenue
from clientele.projects.models import Project
from clientele.search.choices import CUSTOMER, PROJECT
from clientele.search.models import Document


def totals_that_differ(organization: Organization) -> Iterator[str]:
    """Kept totals equal counted ones."""
    for state, (kept, counted) in differences(organization).items():
        yield f"{counted} customers are {state}, {kept} are kept as that"


def taggings_that_differ(organization: Organization) -> Iterator[str]:
    """Taggings repeat the state and the creation of their customers."""
    taggings = Tagging.objects.select_related("customer").order_by("pk")
    for tagging in taggings.iterator(1_000):
        customer = tagging.customer
        if (tagging.customer_state, tagging.customer_created_at) != (customer.state, customer.created_at):
            yield f"customer {customer.pk} is found by a tag as it once was"


def figures_that_differ(organization: Organization) -> Iterator[str]:
    """What is kept of each customer's projects, invoices and debts equals what is counted."""
    for customer, name, kept, counted in wrong_figures():
        yield f"{name} of customer {customer} is kept as {kept}, counted it is {counted}"


def revenue_that_differs(organization: Organization) -> Iterator[str]:
    """What is kept as the revenue of a day equals what its invoices and credit notes come to."""
    for day, currency, (kept, _), (counted, number) in wrong_revenue():
        yield f"revenue of {day} is kept as {kept} {currency}, its {number} documents come to {counted}"


def documents_that_differ(organization: Organization) -> Iterator[str]:
    """Every customer and project can be found under its present name and state, and nothing that is gone."""
    listed = ("name_sort", "created_at")
    customers = Customer.objects.order_by("pk").values_list("pk", "name", "code", *listed, "status", "archived_at")
    told = ((pk, (*shown, "archived" if gone else status)) for pk, *shown, status, gone in customers.iterator())
    yield from _differing(CUSTOMER, told)
    projects = Project.objects.order_by("pk").values_list("pk", "name", "code", *listed, "status")
    yield from _differing(PROJECT, ((pk, tuple(shown)) for pk, *shown in projects.iterator()))


def _differing(kind: str, rows: Iterable[tuple[int, tuple[Any, ...]]]) -> Iterator[str]:
    documents = Document.objects.filter(kind=kind).order_by("pk")
    shown = documents.values_list("object_id", "title", "code", "name_sort", "created_at", "state")
    found = {pk: tuple(told) for pk, *told in shown.iterator()}
    for pk, expected in rows:
        present = found.pop(pk, None)
        if present is None:
            yield f"{kind} {pk} cannot be found"
        elif present != expected:
            yield f"{kind} {pk} is found as it once was"
    yield from (f"a {kind} that is gone, {pk}, is still found" for pk in found)
