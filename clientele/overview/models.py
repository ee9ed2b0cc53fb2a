from decimal import Decimal

from django.db import models
from django.db.models import Q

from clientele.kit.amounts import AmountField
from clientele.kit.fields import CurrencyField
from clientele.kit.tenancy import Owned


class Totals(Owned):
    """How many customers the organisation has of each status; kept with each change, so a list need not count."""

    active = models.BigIntegerField(default=0)
    inactive = models.BigIntegerField(default=0)
    archived = models.BigIntegerField(default=0)

    class Meta(Owned.Meta):
        verbose_name_plural = "totals"
        constraints = (
            models.UniqueConstraint(fields=["organization"], name="one_row_of_totals"),
            models.CheckConstraint(
                condition=Q(active__gte=0, inactive__gte=0, archived__gte=0), name="totals_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.active} active, {self.inactive} inactive, {self.archived} archived"

    @property
    def current(self) -> int:
        """Everyone who is not archived."""
        return self.active + self.inactive

    @property
    def by_state(self) -> dict[str, int]:
        return {"active": self.active, "inactive": self.inactive, "archived": self.archived}


class Revenue(Owned):
    """What was invoiced on a day less what was credited, net, in one currency; kept with each step that moves it.

    `documents` is how many invoices and credit notes that is.
    """

    day = models.DateField()
    currency = CurrencyField()
    net = AmountField(default=Decimal(0))
    documents = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        verbose_name_plural = "revenue"
        constraints = (
            models.UniqueConstraint(fields=["organization", "day", "currency"], name="revenue_of_a_day_once"),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.net} {self.currency}"
