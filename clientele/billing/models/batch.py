from django.db import models
from django.db.models import F, Q

from clientele.accounts.models import Member
from clientele.billing.choices import BatchOutcome, BatchStatus
from clientele.billing.models.invoice import Invoice
from clientele.kit.fields import LineField
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target


class Batch(Owned):
    """Many drafts finalised in one go, and sent where `sends` says so: what was asked for, and how far it is.

    Its items are taken in the order of their places; the counts are saved with each of them, so a run that was cut off
    goes on where it was. `failure` says why it failed; then whoever goes on with it takes the place of who asked.
    """

    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    sends = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=BatchStatus, default=BatchStatus.RUNNING)
    total = models.PositiveIntegerField()
    finalised = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    failure = LineField(max_length=200, blank=True)

    class Meta(Owned.Meta):
        verbose_name_plural = "batches"
        constraints = (
            models.CheckConstraint(condition=Q(status__in=BatchStatus.values), name="batch_status_known"),
            models.CheckConstraint(
                condition=Q(total__gte=F("finalised") + F("refused"), finalised__gte=F("sent")),
                name="batch_within_its_total",
            ),
            models.CheckConstraint(
                condition=Q(status="running", finished_at=None) | ~Q(status="running") & Q(finished_at__isnull=False),
                name="batch_finished_at_a_moment",
            ),
            TenantKey("by", name="batch_by_same_organization"),
            same_organization_target("batch_of_organization"),
        )
        indexes = (models.Index(fields=["organization", "-id"], name="batches_newest_first"),)

    def __str__(self) -> str:
        return f"Batch {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.status == BatchStatus.RUNNING

    @property
    def has_failed(self) -> bool:
        return self.status == BatchStatus.FAILED

    @property
    def left(self) -> int:
        """How many drafts are not dealt with yet."""
        return self.total - self.done

    @property
    def done(self) -> int:
        """How many drafts are dealt with, which is also the place of the last of them."""
        return self.finalised + self.refused


class BatchItem(Owned):
    """One draft of a batch and what became of it; `invoice` is none where the draft was deleted since.

    `reason` says why it was left out, or why it was finalised and not sent.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    invoice = models.ForeignKey(Invoice, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    place = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=BatchOutcome, default=BatchOutcome.WAITING)
    code = models.CharField(max_length=40, blank=True)
    reason = LineField(max_length=400, blank=True)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "batch", "place"], name="batch_place_once"),
            models.CheckConstraint(condition=Q(outcome__in=BatchOutcome.values), name="batch_outcome_known"),
            TenantKey("batch", name="batch_item_batch_same_organization"),
            TenantKey("invoice", name="batch_item_invoice_same_organization"),
        )
        indexes = (models.Index(fields=["organization", "invoice"], name="batches_of_invoice"),)

    def __str__(self) -> str:
        return f"{self.place}: {self.outcome}"
