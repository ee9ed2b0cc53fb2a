from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from clientele.accounts.models import Member
from clientele.kit.amounts import AmountField
from clientele.kit.fields import CurrencyField, KeyField, LineField, ProseField
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target
from clientele.projects.choices import ProjectType
from clientele.projects.models.project import Project


def rate_field(**options: bool) -> AmountField:
    """An amount of money for an hour."""
    return AmountField(validators=[MinValueValidator(Decimal(0))], **options)


class ProjectMember(Owned):
    """A person on a project: what they are on it, and what an hour of theirs costs there."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = LineField(max_length=100, blank=True)
    hourly_rate = rate_field(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "project", "member"], name="on_a_project_once"),
            TenantKey("project", name="project_member_project_same_organization"),
            TenantKey("member", name="project_member_member_same_organization"),
            same_organization_target("project_member_of_organization"),
        )
        indexes = (models.Index(fields=["organization", "member", "project"], name="projects_of_member"),)

    def __str__(self) -> str:
        return f"{self.member}"


class BillingCode(Owned):
    """A kind of work on a project that time is written to, with its own hourly rate where it has one."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = LineField(max_length=100)
    name_key = KeyField(max_length=300, editable=False)
    hourly_rate = rate_field(null=True, blank=True)
    is_billable = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "project", "name_key"], name="billing_code_once"),
            models.CheckConstraint(condition=~Q(name_key=""), name="billing_code_has_a_name"),
            TenantKey("project", name="billing_code_project_same_organization"),
            same_organization_target("billing_code_of_organization"),
        )

    def __str__(self) -> str:
        return self.name


class Task(Owned):
    """A thing to do on a project, in the order in which the project shows it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    title = LineField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Owned.Meta):
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="task_has_a_title"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="task_done_by_someone",
            ),
            TenantKey("project", name="task_project_same_organization"),
            TenantKey("done_by", name="task_done_by_same_organization"),
            same_organization_target("task_of_organization"),
        )
        indexes = (models.Index(fields=["organization", "project", "position", "id"], name="tasks_of_project"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


class Template(Owned):
    """What a project starts from: type, budgets, task titles and billing codes, as they were when it was saved.

    `tasks` holds titles; `billing_codes` holds objects with `name`, `hourly_rate` (text or null), `is_billable`.
    """

    name = LineField(max_length=200)
    name_key = KeyField(max_length=600, editable=False)
    kind = models.CharField(max_length=12, choices=ProjectType, default=ProjectType.BILLABLE)
    description = ProseField(blank=True)
    currency = CurrencyField(default="GBP")
    budget_amount = rate_field(null=True, blank=True)
    budget_minutes = models.PositiveIntegerField(null=True, blank=True)
    hourly_rate = rate_field(null=True, blank=True)
    tasks = models.JSONField(default=list, blank=True)
    billing_codes = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "name_key"], name="template_name_once"),
            models.CheckConstraint(condition=~Q(name_key=""), name="template_has_a_name"),
            same_organization_target("template_of_organization"),
        )

    def __str__(self) -> str:
        return self.name


class HourlyRate(Owned):
    """What an hour of a person costs where neither project nor billing code says otherwise."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    amount = rate_field()
    currency = CurrencyField(default="GBP")

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "member"], name="one_rate_per_member"),
            TenantKey("member", name="hourly_rate_member_same_organization"),
        )

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
