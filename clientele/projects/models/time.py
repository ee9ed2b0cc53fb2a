from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from clientele.accounts.models import Member
from clientele.kit.amounts import AmountField
from clientele.kit.fields import CurrencyField, LineField, ProseField
from clientele.kit.tenancy import Owned, OwnedQuerySet, TenantKey, owned_manager, same_organization_target
from clientele.projects.choices import CHANGEABLE, MINUTES_A_DAY, Approval, ExpenseCategory
from clientele.projects.models.parts import BillingCode, rate_field
from clientele.projects.models.project import Project


class SpentQuerySet(OwnedQuerySet):
    """Time or expenses, narrowed by what they are."""

    def unlocked(self) -> Self:
        return self.filter(locked_at=None)

    def billable(self) -> Self:
        return self.filter(is_billable=True)


class Spent(Owned):
    """What time entries and expenses share: who, on which project, on what day, approved or not.

    `locked_at` is when a finalised invoice took it up; it is then read-only until that invoice is voided.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    description = ProseField(blank=True, max_length=5_000)
    is_billable = models.BooleanField(default=True)
    currency = CurrencyField(default="GBP")
    status = models.CharField(max_length=10, choices=Approval, default=Approval.OPEN, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
    reason = LineField(max_length=500, blank=True, editable=False)
    locked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = owned_manager(SpentQuerySet)

    class Meta(Owned.Meta):
        abstract = True

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_changeable(self) -> bool:
        return self.status in CHANGEABLE and not self.is_locked


class TimeEntry(Spent):
    """Minutes of one person on one day; `rate` is what an hour cost when it was written, in `currency`."""

    billing_code = models.ForeignKey(
        BillingCode, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    minutes = models.PositiveIntegerField(
        validators=[
            MinValueValidator(1, "Write down at least a minute."),
            MaxValueValidator(MINUTES_A_DAY, "A day has 24 hours."),
        ]
    )
    rate = rate_field(null=True, blank=True)

    class Meta(Spent.Meta):
        verbose_name_plural = "time entries"
        constraints = (
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=MINUTES_A_DAY), name="time_within_a_day"),
            models.CheckConstraint(condition=Q(status__in=Approval.values), name="time_status_known"),
            models.CheckConstraint(condition=~Q(status="rejected") | ~Q(reason=""), name="time_rejected_with_reason"),
            TenantKey("project", name="time_project_same_organization"),
            TenantKey("member", name="time_member_same_organization"),
            TenantKey("billing_code", name="time_billing_code_same_organization"),
            TenantKey("decided_by", name="time_decided_by_same_organization"),
            same_organization_target("time_of_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "member", "day", "id"], name="time_of_member"),
            models.Index(fields=["organization", "project", "day", "id"], name="time_of_project"),
            models.Index(fields=["organization", "status", "day", "id"], name="time_by_status"),
            models.Index(fields=["organization", "day", "id"], name="time_by_day"),
            models.Index(
                fields=["organization", "billing_code"], condition=Q(billing_code__isnull=False), name="time_of_code"
            ),
        )

    def __str__(self) -> str:
        return f"{self.minutes // 60}:{self.minutes % 60:02}"


class Expense(Spent):
    """Money somebody spent for a project."""

    category = models.CharField(max_length=15, choices=ExpenseCategory)
    amount = AmountField(validators=[MinValueValidator(Decimal("0.001"), "Enter more than nothing.")])

    class Meta(Spent.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="expense_above_nothing"),
            models.CheckConstraint(condition=Q(status__in=Approval.values), name="expense_status_known"),
            models.CheckConstraint(condition=Q(category__in=ExpenseCategory.values), name="expense_category_known"),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(reason=""), name="expense_rejected_with_reason"
            ),
            TenantKey("project", name="expense_project_same_organization"),
            TenantKey("member", name="expense_member_same_organization"),
            TenantKey("decided_by", name="expense_decided_by_same_organization"),
            same_organization_target("expense_of_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "member", "day", "id"], name="expenses_of_member"),
            models.Index(fields=["organization", "project", "day", "id"], name="expenses_of_project"),
            models.Index(fields=["organization", "status", "day", "id"], name="expenses_by_status"),
            models.Index(fields=["organization", "day", "id"], name="expenses_by_day"),
        )

    def __str__(self) -> str:
        return str(ExpenseCategory(self.category).label)


class Timer(Owned):
    """A clock that runs for a member; at most one each."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    billing_code = models.ForeignKey(
        BillingCode, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    description = ProseField(blank=True, max_length=5_000)
    started_at = models.DateTimeField(editable=False)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "member"], name="one_timer_per_member"),
            TenantKey("member", name="timer_member_same_organization"),
            TenantKey("project", name="timer_project_same_organization"),
            TenantKey("billing_code", name="timer_billing_code_same_organization"),
        )
        indexes = (models.Index(fields=["organization", "project"], name="timers_of_project"),)

    def __str__(self) -> str:
        return f"since {self.started_at:%H:%M}"
