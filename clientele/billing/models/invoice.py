from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from clientele.accounts.choices import PaymentTerms
from clientele.accounts.models import Member
from clientele.billing.choices import OUTSTANDING, InvoiceKind, InvoiceStatus
from clientele.billing.models.series import Letterhead
from clientele.customers.models import Customer
from clientele.kit.amounts import AmountField
from clientele.kit.fields import CurrencyField, KeyField, LineField, ProseField
from clientele.kit.tenancy import Owned, OwnedQuerySet, TenantKey, owned_manager, same_organization_target
from clientele.projects.models import Project


class InvoiceQuerySet(OwnedQuerySet):
    """Invoices, narrowed by what they are."""

    def drafts(self) -> Self:
        return self.filter(status=InvoiceStatus.DRAFT)

    def outstanding(self) -> Self:
        """Finalised, and something is still to pay, which their index holds and nothing else."""
        return self.filter(balance__gt=Decimal(0))

    def without_papers(self) -> Self:
        """For lists, that show nothing of what documents are drawn from, which is the larger part of a row."""
        return self.defer("billing", "paper", "credits__billing", "credits__paper")

    def overdue(self, on: date) -> Self:
        return self.outstanding().filter(due_on__lt=on)


class Invoice(Owned):
    """An invoice or a credit note. A draft has no number; a finalised one is frozen by the database itself.

    `billing` holds what both parties were called when it was made (`seller`, `buyer`, `bank`, `footer`), `paper` the
    whole document as it was finalised, and `sha256` its digest. Amounts are in `currency`; `balance` is what is still
    to pay, and for a credit note nothing. What is credited of a paid invoice is owed to the customer until it is paid
    back: `refund_due`.
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
    refunded_total = AmountField(default=Decimal(0), editable=False)
    balance = AmountField(default=Decimal(0), editable=False)

    billing = models.JSONField(default=dict, editable=False)
    paper = models.JSONField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    letterhead = models.ForeignKey(
        Letterhead, null=True, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
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
                & Q(total__gte=F("paid_total"))
                & Q(total__gte=F("credited_total")),
                name="invoice_never_overpaid",
            ),
            models.CheckConstraint(
                condition=Q(refunded_total=0)
                | Q(refunded_total__gt=0, refunded_total__lte=F("paid_total") + F("credited_total") - F("total")),
                name="invoice_refunds_what_is_owed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OUTSTANDING, balance__gt=0) | ~Q(status__in=OUTSTANDING) & Q(balance=0),
                name="invoice_balance_while_outstanding",
            ),
            models.CheckConstraint(
                condition=Q(served_from=None) | Q(served_to=None) | Q(served_to__gte=F("served_from")),
                name="invoice_served_in_order",
            ),
            TenantKey("customer", name="invoice_customer_same_organization"),
            TenantKey("project", name="invoice_project_same_organization"),
            TenantKey("credits", name="invoice_credits_same_organization"),
            TenantKey("letterhead", name="invoice_letterhead_same_organization"),
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
            models.Index(
                fields=["organization", "issued_on", "currency", "kind", "status", "subtotal"],
                name="invoices_by_revenue",
            ),
            models.Index(fields=["organization", "customer", "issued_on", "id"], name="invoices_of_customer"),
            models.Index(
                fields=["organization", "customer", "currency", "due_on", "balance"],
                condition=Q(balance__gt=0),
                name="invoices_to_be_paid",
            ),
            models.Index(
                fields=["organization", "due_on", "id", "currency", "balance"],
                condition=Q(balance__gt=0),
                name="invoices_to_be_paid_by_due",
            ),
            models.Index(
                fields=["organization", "issued_on", "id", "due_on"],
                condition=Q(balance__gt=0),
                name="invoices_to_be_paid_by_date",
            ),
            models.Index(
                fields=["organization", "customer", "currency", "status", "kind", "total", "paid_total"],
                name="invoices_billed",
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
        return self.status in OUTSTANDING

    @property
    def is_credit_note(self) -> bool:
        return self.kind == InvoiceKind.CREDIT_NOTE

    @property
    def is_finalised(self) -> bool:
        return self.number != ""

    @property
    def is_credited(self) -> bool:
        """Taken back whole."""
        return self.is_finalised and self.credited_total == self.total

    @property
    def refund_due(self) -> Decimal:
        """What came in above what the invoice still asks for, and was not paid back."""
        return max(Decimal(0), self.paid_total + self.credited_total - self.total) - self.refunded_total

    def state(self, on: date) -> str:
        """What people see: `overdue` and `credited` stand before the status, a credit note is `issued`."""
        if self.status in (InvoiceStatus.DRAFT, InvoiceStatus.VOID):
            return self.status
        if self.is_credit_note:
            return "issued"
        if self.is_credited:
            return "credited"
        return "overdue" if self.is_overdue(on) else self.status

    def is_overdue(self, on: date) -> bool:
        """Something is still to pay after its due day; `on` is today in the organisation's zone."""
        return self.is_outstanding and self.due_on < on

    def days_overdue(self, on: date) -> int:
        return (on - self.due_on).days if self.is_overdue(on) else 0
