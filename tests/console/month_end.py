"""Makes so many drafts in a process of its own and asks for all of them to be finalised and sent in one go."""

import sys
from datetime import UTC, datetime

import django

django.setup()

from clientele.accounts.operations.organization import create_organization  # noqa: E402
from clientele.accounts.operations.people import create_user  # noqa: E402
from clientele.accounts.queries import membership_of  # noqa: E402
from clientele.billing.models import Invoice  # noqa: E402
from clientele.billing.operations import draft_invoice, issue_batch  # noqa: E402
from clientele.customers.operations import create_customer  # noqa: E402
from clientele.kit.tenancy import inside  # noqa: E402

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
BUYER = {"name": "Baker & Co", "email": "pay@baker.example", "address_line1": "4 Mill Lane", "country": "GB"}


def ask_for(number: int) -> None:
    owner = create_user(email="ingrid@firm.example", name="Ingrid", password="warm-radiators", at=AT)
    firm = create_organization(name="Firm", slug="firm", owner=owner, at=AT)
    by = membership_of(owner, "firm")
    assert by
    with inside(firm):
        buyer = create_customer(values=BUYER, by=by, at=AT)
        for place in range(number):
            line = {"description": f"Service {place}", "unit_price": 100}
            draft_invoice(customer=buyer, lines=[line], by=by, at=AT)
        issue_batch(Invoice.objects.drafts(), sends=True, by=by, at=AT)


if __name__ == "__main__":
    ask_for(int(sys.argv[1]))
