"""Pages of a customer in short: `url_of(anders, "edit/")`, and a customer that was merged away."""

from collections.abc import Callable

import pytest

from clientele.customers.models import Customer
from tests.cast import NOW


@pytest.fixture
def url_of() -> Callable[..., str]:
    return lambda customer, rest="": f"/brightwater/customers/{customer.pk}/{rest}"


@pytest.fixture
def archived(a_customer: Callable[..., Customer], anders: Customer, olive: object) -> Customer:
    """Quay Street Dental, merged into Anders & Sons Bakery."""
    quay = a_customer("Quay Street Dental", tags=("Healthcare",), email="reception@quay.example")
    Customer.objects.filter(pk=quay.pk).update(archived_at=NOW, merged_into=anders, archived_by=olive)
    quay.refresh_from_db()
    return quay
