from django.db import models
from django.db.models import Q

from clientele.customers.choices import TagColor
from clientele.customers.models.customer import Customer
from clientele.kit.fields import KeyField, LineField
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target


class Tag(Owned):
    """A word that groups customers, by region, industry or whatever the firm sorts by."""

    name = LineField(max_length=50)
    name_key = KeyField(max_length=150, editable=False)
    color = models.CharField(max_length=10, choices=TagColor, default=TagColor.GREY)
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "name_key"], name="tag_name_once"),
            models.CheckConstraint(condition=~Q(name_key=""), name="tag_has_a_name"),
            same_organization_target("tag_of_organization"),
        )

    def __str__(self) -> str:
        return self.name


class Tagging(Owned):
    """That a customer has a tag.

    It repeats the customer's state and creation, so that those with a tag are found and counted in its index alone.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="taggings", db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="taggings", db_index=False)
    customer_state = models.CharField(max_length=10, editable=False)
    customer_created_at = models.DateTimeField(editable=False)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "customer", "tag"], name="tagged_once"),
            TenantKey("customer", name="tagging_customer_same_organization"),
            TenantKey("tag", name="tagging_tag_same_organization"),
        )
        indexes = (
            models.Index(
                fields=["organization", "tag", "customer_state", "customer_created_at", "customer"],
                name="customers_of_tag",
            ),
        )

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.customer_id}"
