from decimal import Decimal

from django.db import models

from clientele.kit.amounts import AmountField


class Figures(models.Model):
    """What is known of a customer in other slices: kept by `overview` with each change, and written by nobody else.

    `running_projects` and `unpaid_invoices` stand in the way of deleting it. `owed` holds what is to be paid as a text
    for each currency, or nothing; `outstanding` is the largest of these amounts, for lists to sort by. `billed` holds
    what was invoiced, credited and paid, three texts for each currency.
    """

    projects = models.PositiveIntegerField(default=0, editable=False)
    running_projects = models.PositiveIntegerField(default=0, editable=False)
    invoices = models.PositiveIntegerField(default=0, editable=False)
    unpaid_invoices = models.PositiveIntegerField(default=0, editable=False)
    outstanding = AmountField(default=Decimal(0), editable=False)
    owed = models.JSONField(null=True, editable=False)
    billed = models.JSONField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def owing(self) -> list[tuple[str, Decimal]]:
        """What is to be paid, as currency and amount, the largest first."""
        amounts = [(currency, Decimal(amount)) for currency, amount in (self.owed or {}).items()]
        return sorted(amounts, key=lambda one: (-one[1], one[0]))
