"""What became of the drafts: numbers given twice, numbers left out, and how many mails are out since when."""

import time

from django.db.models import Count, Max

from bench.seed import SLUG
from clientele.accounts.models import Organization
from clientele.billing.models import Delivery, Invoice
from clientele.kit.tenancy import inside


def answer(sent: str = "0", patience: str = "0") -> dict[str, float]:
    """Once so many mails are out or so many seconds are over; a process for each look would take one core of two."""
    until = time.monotonic() + float(patience)
    with inside(Organization.objects.get(slug=SLUG)):
        while Delivery.objects.filter(status="sent").count() < int(sent) and time.monotonic() < until:
            time.sleep(2)
        found = Invoice.objects.filter(number__startswith="INV-")
        year = max(number[4:8] for number in found.values_list("number", flat=True))
        numbers = sorted(
            int(number[9:])
            for number in found.filter(number__startswith=f"INV-{year}").values_list("number", flat=True)
        )
        told = Delivery.objects.filter(status="sent").aggregate(number=Count("pk"), last=Max("sent_at"))
    return {
        "doubles": len(numbers) - len(set(numbers)),
        "gaps": numbers[-1] - numbers[0] + 1 - len(set(numbers)),
        "sent": told["number"],
        "last": told["last"].timestamp() if told["last"] else 0,
    }
