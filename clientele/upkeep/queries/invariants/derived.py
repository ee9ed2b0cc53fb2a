"""Whether what is kept ready beside the records agrees with them."""

from collections.abc import Iterator

from clientele.accounts.models import Organization
from clientele.customers.models import Customer
from clientele.overview.queries import differences
from clientele.search.choices import CUSTOMER
from clientele.search.models import Document


def totals_that_differ(organization: Organization) -> Iterator[str]:
    """Kept totals equal counted ones."""
    for state, (kept, counted) in differences(organization).items():
        yield f"{counted} customers are {state}, {kept} are kept as that"


def documents_that_differ(organization: Organization) -> Iterator[str]:
    """Every customer can be found under its present name and state, and nothing that is gone."""
    found = {
        pk: (title, code, state)
        for pk, title, code, state in Document.objects.filter(kind=CUSTOMER)
        .order_by("pk")
        .values_list("object_id", "title", "code", "state")
        .iterator()
    }
    rows = Customer.objects.order_by("pk").values_list("pk", "name", "code", "status", "archived_at")
    for pk, name, code, status, archived_at in rows.iterator():
        expected = (name, code, "archived" if archived_at else status)
        present = found.pop(pk, None)
        if present is None:
            yield f"customer {pk} cannot be found"
        elif present != expected:
            yield f"customer {pk} is found as it once was"
    yield from (f"a customer that is gone, {pk}, is still found" for pk in found)
