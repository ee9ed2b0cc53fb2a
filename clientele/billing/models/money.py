from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from clientele.accounts.models import Member
from clientele.billing.choices import DeliveryStatus, PaymentMethod
from clientele.billing.models.invoice import Invoice
from clientele.kit.amounts import AmountField
from clientele.kit.fields import EmailField, LineField
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target


class Payment(Owned):
    """Money that came in for an invoice, in its currency; one taken back by mistake is removed, with its entry."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="+", db_index=False)
    paid_on = models.DateField()
    amount = AmountField(validators=[MinValueValidator(Decimal("0.001"), "Enter more than nothing.")])
    method = models.CharField(max_length=15, choices=PaymentMethod, default=PaymentMethod.BANK_TRANSFER)
    reference = LineField(max_length=100, blank=True)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )

    class Meta(Owned.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_above_nothing"),
            models.CheckConstraint(condition=Q(method__in=PaymentMethod.values), name="payment_method_known"),
            TenantKey("invoice", name="payment_invoice_same_organization"),
            TenantKey("recorded_by", name="payment_recorder_same_organization"),
            same_organization_target("payment_of_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "invoice", "paid_on", "id"], name="payments_of_invoice"),
            models.Index(fields=["organization", "paid_on", "id"], name="payments_by_date"),
        )

    def __str__(self) -> str:
        return f"{self.amount}"


class Refund(Owned):
    """Money that went back to the customer, in the invoice's currency, of what came in above what it asks for."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="+", db_index=False)
    refunded_on = models.DateField()
    amount = AmountField(validators=[MinValueValidator(Decimal("0.001"), "Enter more than nothing.")])
    method = models.CharField(max_length=15, choices=PaymentMethod, default=PaymentMethod.BANK_TRANSFER)
    reference = LineField(max_length=100, blank=True)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )

    class Meta(Owned.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_above_nothing"),
            models.CheckConstraint(condition=Q(method__in=PaymentMethod.values), name="refund_method_known"),
            TenantKey("invoice", name="refund_invoice_same_organization"),
            TenantKey("recorded_by", name="refund_recorder_same_organization"),
            same_organization_target("refund_of_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "invoice", "refunded_on", "id"], name="refunds_of_invoice"),
            models.Index(fields=["organization", "refunded_on", "id"], name="refunds_by_date"),
        )

    def __str__(self) -> str:
        return f"{self.amount}"


class Delivery(Owned):
    """One sending of an invoice by e-mail, from the moment it was asked for.

    `handed_at` is when it was begun to be handed to the mail server, none where that did not come to pass.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="+", db_index=False)
    recipient = EmailField()
    status = models.CharField(max_length=10, choices=DeliveryStatus, default=DeliveryStatus.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    problem = LineField(max_length=300, blank=True)

    class Meta(Owned.Meta):
        verbose_name_plural = "deliveries"
        constraints = (
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False) | ~Q(status="sent") & Q(sent_at=None),
                name="delivery_sent_at_a_moment",
            ),
            TenantKey("invoice", name="delivery_invoice_same_organization"),
            TenantKey("asked_by", name="delivery_asker_same_organization"),
            same_organization_target("delivery_of_organization"),
        )
        indexes = (models.Index(fields=["organization", "invoice", "-id"], name="deliveries_of_invoice"),)

    def __str__(self) -> str:
        return self.recipient
