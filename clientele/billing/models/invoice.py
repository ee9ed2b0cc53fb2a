from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from clientele.accounts.choices import PaymentTerms
from clientele.accounts.models import Member
from clientele.billing.choices import InvoiceKind, InvoiceStatus, TaxCategory, Unit
from clientele.customers.models import Customer
from clientele.kit.amounts import AmountField
from clientele.kit.fields import CurrencyField, KeyField, LineField, ProseField
from clientele.kit.tenancy import Owned, OwnedQuerySet, TenantKey, owned_manager, same_organization_target
from clientele.projects.models import Expense, Project, TimeEntry

_OUTSTANDING = (InvoiceStatus.SENT, InvoiceStatus.PARTIALLY_PAID)


class InvoiceQuerySet(OwnedQuerySet):
    """Invoices, narrowed by what they are."""

    def drafts(self) -> Self:
        return self.filter(status=InvoiceStatus.DRAFT)

    def outstanding(self) -> Self:
        """Finalised, and something is still to pay."""
        return self.filter(status__in=_OUTSTANDING)

    def overdue(self, on: date) -> Self:
        return self.outstanding().filter(due_on__lt=on)


class Invoice(Owned):
    """An invoice or a credit note. A draft has no number; a finalised one is frozen by the database itself.

    `billing` holds what both parties were called when it was made (`seller`, `buyer`, `bank`, `footer`), `paper` the
    whole document as it was finalised, and `sha256` its digest. Amounts are in `currency`; `balance` is what is still
    to pay, and for a credit note nothing.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=12, choices=InvoiceKind, default=InvoiceKind.INVOICE, editable=False)
    credits = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
    status = models.CharField(max_length=15, choices=InvoiceStatus, default=InvoiceStatus.DRAFT, editable=False)
    number = KeyField(max_length=40, blank=True, editable=False)
    currency = CurrencyField(default="GBP")
    issued_on = models.DateField()
    due_on = models.DateField(editable=False)
    served_from = models.DateField(null=True, blank=True)
    served_to = models.DateField(null=True, blank=True)
    payment_terms = models.CharField(max_length=20, choices=PaymentTerms, default=PaymentTerms.NET_30)
    reference = LineField(max_length=100, blank=True)
    note = ProseField(blank=True, max_length=2_000)

    subtotal = AmountField(default=Decimal(0), editable=False)
    tax_total = AmountField(default=Decimal(0), editable=False)
    total = AmountField(default=Decimal(0), editable=False)
    paid_total = AmountField(default=Decimal(0), editable=False)
    credited_total = AmountField(default=Decimal(0), editable=False)
    balance = AmountField(default=Decimal(0), editable=False)

    billing = models.JSONField(default=dict, editable=False)
    paper = models.JSONField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
    updated_at = models.DateTimeField(editable=False)
    finalized_at = models.DateTimeField(null=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    void_reason = LineField(max_length=500, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = owned_manager(InvoiceQuerySet)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "number"], condition=~Q(number=""), name="invoice_number_once"
            ),
            models.CheckConstraint(condition=Q(status__in=InvoiceStatus.values), name="invoice_status_known"),
            models.CheckConstraint(condition=Q(kind__in=InvoiceKind.values), name="invoice_kind_known"),
            models.CheckConstraint(
                condition=Q(status="draft", number="", finalized_at=None, paper__isnull=True)
                | (~Q(status="draft") & ~Q(number="") & Q(finalized_at__isnull=False, paper__isnull=False)),
                name="invoice_numbered_when_finalised",
            ),
            models.CheckConstraint(
                condition=Q(status="void", voided_at__isnull=False) & ~Q(void_reason="")
                | ~Q(status="void") & Q(voided_at=None, void_reason=""),
                name="invoice_void_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind="credit_note", credits__isnull=False) | Q(kind="invoice", credits=None),
                name="credit_note_credits_an_invoice",
            ),
            models.CheckConstraint(
                condition=Q(total__gte=0, paid_total__gte=0, credited_total__gte=0, balance__gte=0)
                & Q(total__gte=F("paid_total") + F("credited_total")),
                name="invoice_never_overpaid",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_OUTSTANDING, balance__gt=0) | ~Q(status__in=_OUTSTANDING) & Q(balance=0),
                name="invoice_balance_while_outstanding",
            ),
            models.CheckConstraint(
                condition=Q(served_from=None) | Q(served_to=None) | Q(served_to__gte=F("served_from")),
                name="invoice_served_in_order",
            ),
            TenantKey("customer", name="invoice_customer_same_organization"),
            TenantKey("project", name="invoice_project_same_organization"),
            TenantKey("credits", name="invoice_credits_same_organization"),
            TenantKey("created_by", name="invoice_creator_same_organization"),
            same_organization_target("invoice_of_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "issued_on", "id"], name="invoices_by_date"),
            models.Index(fields=["organization", "due_on", "id"], name="invoices_by_due"),
            models.Index(fields=["organization", "total", "id"], name="invoices_by_total"),
            models.Index(fields=["organization", "balance", "id"], name="invoices_by_balance"),
            models.Index(fields=["organization", "number", "id"], name="invoices_by_number"),
            models.Index(fields=["organization", "status", "issued_on", "id"], name="invoices_by_status"),
            models.Index(fields=["organization", "customer", "issued_on", "id"], name="invoices_of_customer"),
            models.Index(
                fields=["organization", "customer", "currency", "due_on"],
                condition=Q(balance__gt=0),
                name="invoices_to_be_paid",
            ),
            models.Index(
                fields=["organization", "project", "issued_on", "id"],
                condition=Q(project__isnull=False),
                name="invoices_of_project",
            ),
            models.Index(
                fields=["organization", "credits"], condition=Q(credits__isnull=False), name="credits_of_invoice"
            ),
        )

    def __str__(self) -> str:
        return self.number or "Draft"

    @property
    def is_draft(self) -> bool:
        return self.status == InvoiceStatus.DRAFT

    @property
    def is_outstanding(self) -> bool:
        return self.status in _OUTSTANDING

    @property
    def is_credit_note(self) -> bool:
        return self.kind == InvoiceKind.CREDIT_NOTE

    def is_overdue(self, on: date) -> bool:
        """Something is still to pay after its due day; `on` is today in the organisation's zone."""
        return self.is_outstanding and self.due_on < on

    def days_overdue(self, on: date) -> int:
        return (on - self.due_on).days if self.is_overdue(on) else 0


class Line(Owned):
    """One line of an invoice; `net` is quantity times price less the discount (per cent), rounded first (EN 16931)."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    description = LineField(max_length=500)
    detail = LineField(max_length=500, blank=True)
    quantity = AmountField(
        places=4,
        validators=[MinValueValidator(Decimal("0.0001"), "Enter more than nothing."), MaxValueValidator(10**8)],
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
    """That a line bills a time entry; an entry is billed once, until its invoice is voided or credited whole."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="+", db_index=False)
    entry = models.ForeignKey(TimeEntry, on_delete=models.PROTECT, related_name="+", db_index=False)
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
    """That a line bills an expense; it is billed once, until its invoice is voided or credited whole."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="+", db_index=False)
    expense = models.ForeignKey(Expense, on_delete=models.PROTECT, related_name="+", db_index=False)
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
