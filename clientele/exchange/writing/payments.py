"""Payments and refunds as rows of a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from clientele.billing.models import Refund
from clientele.billing.queries import day_of
from clientele.kit.money import minor_digits


def payment_rows(moved: Iterable[Any], term: str) -> Iterator[list[str]]:
    """The headings, then a row for each payment and refund; `term` is what a customer is called."""
    yield ["Date", "Kind", term, "Invoice", "Currency", "Received", "Paid back", "Method", "Reference"]
    for one in moved:
        invoice, is_back = one.invoice, isinstance(one, Refund)
        amount = f"{one.amount:.{minor_digits(invoice.currency)}f}"
        yield [
            day_of(one).isoformat(),
            "Refund" if is_back else "Payment",
            invoice.customer.name,
            invoice.number,
            invoice.currency,
            "" if is_back else amount,
            amount if is_back else "",
            one.get_method_display(),
            one.reference,
        ]
