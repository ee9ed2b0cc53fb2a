from django.db import models
from django.db.models import Q

from clientele.customers.models.customer import Customer
from clientele.kit.fields import EmailField, LineField
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target


class Contact(Owned):
    """A person at a customer; at most one of them is the primary one."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contacts", db_index=False)
    name = LineField(max_length=200)
    role = LineField(max_length=100, blank=True)
    email = EmailField(blank=True)
    phone = LineField(max_length=50, blank=True)
    is_primary = models.BooleanField(default=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "customer"], condition=Q(is_primary=True), name="one_primary_contact"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="contact_has_a_name"),
            TenantKey("customer", name="contact_customer_same_organization"),
            same_organization_target("contact_of_organization"),
        )
        indexes = (models.Index(fields=["organization", "customer", "-is_primary", "id"], name="contacts_of_customer"),)

    def __str__(self) -> str:
        return self.name
