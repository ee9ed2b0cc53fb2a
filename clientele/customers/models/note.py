from django.db import models
from django.db.models import Q

from clientele.accounts.models import Member
from clientele.customers.choices import NoteKind
from clientele.customers.models.customer import Customer
from clientele.kit.fields import ProseField
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target


class Note(Owned):
    """Something said about a customer: a comment, or an entry of the notes log; always internal."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="log", db_index=False)
    kind = models.CharField(max_length=12, choices=NoteKind)
    body = ProseField()
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False)
    created_at = models.DateTimeField(editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Owned.Meta):
        constraints = (
            models.CheckConstraint(condition=~Q(body=""), name="note_says_something"),
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="note_kind_known"),
            TenantKey("customer", name="note_customer_same_organization"),
            TenantKey("author", name="note_author_same_organization"),
            same_organization_target("note_of_organization"),
        )
        indexes = (
            models.Index(fields=["organization", "customer", "kind", "-created_at", "-id"], name="notes_of_customer"),
            models.Index(fields=["organization", "-created_at", "-id"], name="notes_newest_first"),
        )

    def __str__(self) -> str:
        return str(NoteKind(self.kind).label)
