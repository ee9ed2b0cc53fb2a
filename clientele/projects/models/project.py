from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.customers.models import Customer
from clientele.kit.amounts import AmountField
from clientele.kit.fields import CurrencyField, KeyField, LineField, ProseField
from clientele.kit.tenancy import Owned, OwnedQuerySet, TenantKey, owned_manager, same_organization_target
from clientele.projects.choices import OPEN_FOR_TIME, RUNNING, ProjectStatus, ProjectType


class ProjectQuerySet(OwnedQuerySet):
    """Projects, narrowed by what they are."""

    def running(self) -> Self:
        return self.filter(status__in=RUNNING)

    def open_for_time(self) -> Self:
        return self.filter(status__in=OPEN_FOR_TIME)


class Project(Owned):
    """Work for one customer, with a budget in money (`currency`) and in minutes, either of them or none.

    `spent_minutes` and `spent_amount` are kept with each time entry and expense; `burn` is the larger used part of
    the budgets in hundredths of a per cent, kept so that a list can be sorted by it.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = LineField(max_length=200)
    name_sort = KeyField(max_length=600, editable=False)
    code = LineField(
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]*\Z", "Use letters, digits, hyphens and underscores, no spaces.")],
    )
    kind = models.CharField(max_length=12, choices=ProjectType, default=ProjectType.BILLABLE)
    status = models.CharField(max_length=10, choices=ProjectStatus, default=ProjectStatus.DRAFT)
    lead = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    currency = CurrencyField(default="GBP")
    budget_amount = AmountField(null=True, blank=True, validators=[MinValueValidator(Decimal(0))])
    budget_minutes = models.PositiveIntegerField(null=True, blank=True)
    hourly_rate = AmountField(null=True, blank=True, validators=[MinValueValidator(Decimal(0))])
    description = ProseField(blank=True)

    spent_minutes = models.PositiveBigIntegerField(default=0, editable=False)
    spent_amount = AmountField(default=Decimal(0), editable=False)
    burn = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = owned_manager(ProjectQuerySet)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(F("organization"), Lower("code"), condition=~Q(code=""), name="project_code_once"),
            models.CheckConstraint(condition=~Q(name=""), name="project_has_a_name"),
            models.CheckConstraint(condition=Q(status__in=ProjectStatus.values), name="project_status_known"),
            models.CheckConstraint(condition=Q(kind__in=ProjectType.values), name="project_kind_known"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(spent_minutes__gte=0, spent_amount__gte=0, burn__gte=0), name="project_spent_not_negative"
            ),
            TenantKey("customer", name="project_customer_same_organization"),
            TenantKey("lead", name="project_lead_same_organization"),
            same_organization_target("project_of_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "name_sort", "id"], name="projects_by_name"),
            models.Index(fields=["organization", "status", "name_sort", "id"], name="projects_by_status"),
            models.Index(fields=["organization", "customer", "name_sort", "id"], name="projects_of_customer"),
            models.Index(F("organization"), Lower("code"), F("id"), name="projects_by_code"),
            models.Index(fields=["organization", "lead", "name_sort", "id"], name="projects_of_lead"),
            models.Index(fields=["organization", "starts_on", "id"], name="projects_by_start"),
            models.Index(fields=["organization", "ends_on", "id"], name="projects_by_end"),
            models.Index(fields=["organization", "burn", "id"], name="projects_by_burn"),
            models.Index(fields=["organization", "created_at", "id"], name="projects_by_creation"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_open_for_time(self) -> bool:
        return self.status in OPEN_FOR_TIME

    @property
    def is_running(self) -> bool:
        return self.status in RUNNING

    @property
    def is_billable(self) -> bool:
        return self.kind == ProjectType.BILLABLE


class Favourite(Owned):
    """That a member wants a project at the head of their lists."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "member", "project"], name="favourite_once"),
            TenantKey("project", name="favourite_project_same_organization"),
            TenantKey("member", name="favourite_member_same_organization"),
        )
        indexes = (models.Index(fields=["organization", "project"], name="favourites_of_project"),)

    def __str__(self) -> str:
        return f"{self.project_id} of {self.member_id}"
