from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from clientele.accounts.choices import PaymentTerms
from clientele.accounts.models import Member
from clientele.customers.choices import Kind, Status
from clientele.customers.models.figures import Figures
from clientele.kit.fields import (
    CountryField,
    CurrencyField,
    EmailField,
    KeyField,
    LineField,
    ProseField,
    WebsiteField,
)
from clientele.kit.tenancy import Owned, OwnedQuerySet, TenantKey, owned_manager, same_organization_target


class CustomerQuerySet(OwnedQuerySet):
    """Customers, narrowed by what they are."""

    def current(self) -> Self:
        return self.filter(archived_at=None)

    def archived(self) -> Self:
        return self.exclude(archived_at=None)

    def active(self) -> Self:
        return self.current().filter(status=Status.ACTIVE)


class Customer(Figures, Owned):
    """A firm or person we work for.

    `name_key` keeps names unique among those not archived, `name_sort` orders the list; `name_alike`, `phone_key` and
    `domain_key` are shared by those who may be the same. `version` grows by one with each change. Archived means
    merged into another customer, and overrides `status`.
    """

    name = LineField(max_length=200)
    name_key = KeyField(max_length=600, editable=False)
    name_sort = KeyField(max_length=600, editable=False)
    name_alike = KeyField(max_length=600, default="", editable=False)
    code = LineField(
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]*\Z", "Use letters, digits, hyphens and underscores, no spaces.")],
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMPANY)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    email = EmailField(blank=True)
    phone = LineField(max_length=50, blank=True)
    phone_key = KeyField(max_length=30, blank=True, editable=False)
    website = WebsiteField(blank=True)
    domain_key = KeyField(max_length=300, blank=True, default="", editable=False)
    address_line1 = LineField(max_length=200, blank=True)
    address_line2 = LineField(max_length=200, blank=True)
    city = LineField(max_length=100, blank=True)
    region = LineField(max_length=100, blank=True)
    postal_code = LineField(max_length=20, blank=True)
    country = CountryField(blank=True)
    contact_information = ProseField(blank=True, max_length=5_000)
    notes = ProseField(blank=True)

    account_number = LineField(max_length=50, blank=True)
    payment_terms = models.CharField(max_length=20, choices=PaymentTerms, default=PaymentTerms.NET_30)
    currency = CurrencyField(default="GBP")
    tax_rate = models.DecimalField(
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    tax_number = LineField(max_length=50, blank=True)
    billing_name = LineField(max_length=200, blank=True)
    billing_email = EmailField(blank=True)
    billing_line1 = LineField(max_length=200, blank=True)
    billing_line2 = LineField(max_length=200, blank=True)
    billing_city = LineField(max_length=100, blank=True)
    billing_region = LineField(max_length=100, blank=True)
    billing_postal_code = LineField(max_length=20, blank=True)
    billing_country = CountryField(blank=True)

    archived_at = models.DateTimeField(null=True, editable=False)
    archived_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="merged_from",
        editable=False,
        db_index=False,
    )
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    tags: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "customers.Tag", through="customers.Tagging", related_name="customers"
    )

    objects: ClassVar[Any] = owned_manager(CustomerQuerySet)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "name_key"], condition=Q(archived_at=None), name="customer_name_once"
            ),
            models.UniqueConstraint(F("organization"), Lower("code"), condition=~Q(code=""), name="customer_code_once"),
            models.CheckConstraint(condition=~Q(name_key=""), name="customer_has_a_name"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="customer_status_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="customer_kind_known"),
            models.CheckConstraint(
                condition=Q(archived_at=None, merged_into=None, archived_by=None) | Q(archived_at__isnull=False),
                name="customer_merged_is_archived",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="customer_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(
                    running_projects__lte=F("projects"), unpaid_invoices__lte=F("invoices"), outstanding__gte=0
                ),
                name="customer_figures_hold",
            ),
            TenantKey("merged_into", name="customer_merged_same_organization"),
            TenantKey("archived_by", name="customer_archiver_same_organization"),
            same_organization_target("customer_of_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "name_sort", "id"], name="customers_by_name"),
            models.Index(
                fields=["organization", "status", "name_sort", "id"],
                condition=Q(archived_at=None),
                name="customers_by_status",
            ),
            models.Index(F("organization"), Lower("code"), F("id"), name="customers_by_code"),
            models.Index(F("organization"), Lower("email"), F("id"), name="customers_by_email"),
            models.Index(
                fields=["organization", "created_at", "id", "status", "archived_at"], name="customers_by_creation"
            ),
            models.Index(
                fields=["organization", "projects", "id", "status", "archived_at"], name="customers_by_projects"
            ),
            models.Index(
                fields=["organization", "outstanding", "id", "status", "archived_at"], name="customers_by_outstanding"
            ),
            models.Index(fields=["organization", "phone_key"], condition=~Q(phone_key=""), name="customers_by_phone"),
            models.Index(
                fields=["organization", "name_alike"], condition=~Q(name_alike=""), name="customers_alike_in_name"
            ),
            models.Index(
                fields=["organization", "domain_key"], condition=~Q(domain_key=""), name="customers_by_domain"
            ),
            models.Index(
                fields=["organization", "merged_into"],
                condition=Q(merged_into__isnull=False),
                name="customers_merged",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_active(self) -> bool:
        return self.status == Status.ACTIVE and not self.is_archived

    @property
    def state(self) -> str:
        """What people see: `archived` overrides the status."""
        return "archived" if self.is_archived else self.status

    @property
    def address_lines(self) -> list[str]:
        """The postal address as it stands on an envelope, without empty lines and without the country."""
        town = " ".join(part for part in (self.city, self.region, self.postal_code) if part)
        return [line for line in (self.address_line1, self.address_line2, town) if line]
