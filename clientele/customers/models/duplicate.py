from django.db import models
from django.db.models import F, Q

from clientele.accounts.models import Member
from clientele.customers.models.customer import Customer
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target


class DuplicateDismissal(Owned):
    """That two customers which look like one are two; the one with the lower id is the first."""

    first = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    dismissed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    dismissed_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "first", "second"], name="pair_dismissed_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="dismissed_pair_in_order"),
            TenantKey("first", name="dismissed_first_same_organization"),
            TenantKey("second", name="dismissed_second_same_organization"),
            TenantKey("dismissed_by", name="dismisser_same_organization"),
            same_organization_target("dismissal_of_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "-dismissed_at", "-id"], name="dismissals_newest_first"),
            models.Index(fields=["organization", "second"], name="dismissals_of_second"),
        )

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"
