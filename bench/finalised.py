"""What became of the drafts: numbers given twice, numbers left out, and how many mails are out since when."""

from django.db.models import Count, Max

from bench.seed import SLUG
from clientele.accounts.models import Organization
from clientele.billing.models import Delivery, Invoice
from clientele.kit.tenancy import inside


def answer() -> dict[str, float]:
    with inside(Organization.objects.get(slug=SLUG)):
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
