from collections import defaultdict
from decimal import Decimal

from clientele.billing.models import Invoice

Group = tuple[str, Decimal]


def credited_groups(invoice: Invoice) -> dict[Group, tuple[Decimal, Decimal]]:
    """Base and tax of each category and rate that credit notes took back of an invoice."""
    gone: dict[Group, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
    papers = Invoice.objects.filter(credits=invoice).exclude(number="").order_by("pk")
    for told in papers.values_list("paper", flat=True):
        for group in told["groups"]:
            key = (group["category"], Decimal(group["rate"]))
            base, tax = gone[key]
            gone[key] = (base + Decimal(group["base"]), tax + Decimal(group["tax"]))
    return dict(gone)
