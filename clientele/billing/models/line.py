from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from clientele.billing.choices import TaxCategory, Unit
from clientele.billing.models.invoice import Invoice
from clientele.kit.amounts import AmountField
from clientele.kit.fields import LineField
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target
from clientele.projects.models import Expense, TimeEntry


class Line(Owned):
    """One line of an invoice; `net` is quantity times price less the discount (per cent), rounded first (EN 16931)."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    description = LineField(max_length=500)
    detail = LineField(max_length=500, blank=True)
    quantity = AmountField(
        places=6,
        validators=[MinValueValidator(Decimal("0.000001"), "Enter more than nothing."), MaxValueValidator(10**8)],
    )
    unit = models.CharField(max_length=10, choices=Unit, default=Unit.PIECE)
    unit_price = AmountField(places=4, validators=[MinValueValidator(Decimal(0)), MaxValueValidator(10**9)])
    discount = AmountField(
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    tax_category = models.CharField(max_length=15, choices=TaxCategory, default=TaxCategory.STANDARD)
    tax_rate = AmountField(
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    net = AmountField(editable=False)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "invoice", "position"], name="line_position_once"),
            models.CheckConstraint(condition=~Q(description=""), name="line_says_something"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, unit_price__gte=0, net__gte=0), name="line_not_negative"
            ),
            models.CheckConstraint(condition=Q(discount__gte=0, discount__lte=100), name="line_discount_range"),
            models.CheckConstraint(
                condition=Q(tax_category="standard", tax_rate__gt=0, tax_rate__lte=100)
                | (~Q(tax_category="standard") & Q(tax_category__in=TaxCategory.values, tax_rate=0)),
                name="line_rate_of_its_category",
            ),
            TenantKey("invoice", name="line_invoice_same_organization"),
            same_organization_target("line_of_organization"),
        )

    def __str__(self) -> str:
        return self.description


class BilledTime(Owned):
    """That a line bills a time entry; an entry is billed once, until its invoice is voided or credited whole.

    `minutes` are those that were taken; one whose entry was removed meanwhile keeps its draft from being finalised.
    """

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="+", db_index=False)
    entry = models.ForeignKey(TimeEntry, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    minutes = models.PositiveIntegerField()
    released_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "entry"], condition=Q(released_at=None), name="time_billed_once"
            ),
            TenantKey("line", name="billed_time_line_same_organization"),
            TenantKey("entry", name="billed_time_entry_same_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "line"], name="time_of_line"),
            models.Index(fields=["organization", "entry"], name="lines_of_time"),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} on {self.line_id}"


class BilledExpense(Owned):
    """That a line bills an expense of that amount, as `BilledTime` does a time entry."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="+", db_index=False)
    expense = models.ForeignKey(Expense, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    amount = AmountField()
    released_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "expense"], condition=Q(released_at=None), name="expense_billed_once"
            ),
            TenantKey("line", name="billed_expense_line_same_organization"),
            TenantKey("expense", name="billed_expense_expense_same_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "line"], name="expenses_of_line"),
            models.Index(fields=["organization", "expense"], name="lines_of_expense"),
        )

    def __str__(self) -> str:
        return f"{self.expense_id} on {self.line_id}"
