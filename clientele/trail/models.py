from django.db import models
from django.db.models import Q

from clientele.kit.fields import LineField
from clientele.kit.tenancy import Owned


class Entry(Owned):
    """One thing that happened to one record; never changed and never removed, refused by the database itself.

    It has no key to its subject or its author, so it outlives both. `changes` maps a field to its JSON values
    before and after; `facts` holds what else the sentence needs. `within` names the record in whose timeline
    the entry is read: a note's entries are read in its customer's.
    """

    at = models.DateTimeField()
    name = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_text = LineField(max_length=200, blank=True)
    within_kind = models.CharField(max_length=40, blank=True)
    within_id = models.BigIntegerField(null=True)
    member_id = models.BigIntegerField(null=True)
    author = LineField(max_length=200, blank=True)
    changes = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)

    class Meta(Owned.Meta):
        verbose_name_plural = "entries"
        indexes = (
            models.Index(fields=["organization", "subject_kind", "subject_id", "id"], name="trail_of_subject"),
            models.Index(
                fields=["organization", "within_kind", "within_id", "id"],
                name="trail_within",
                condition=Q(within_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.subject_text}"


class Seal(Owned):
    """That a run of an organisation's entries was there, in this form: a link of a chain, never changed nor removed.

    It covers every entry of the organisation after the seal before it, up to `last_id`. `sha256` is taken over that of
    the seal before and all that the entries say; `marks` holds each entry's id and the beginning of its own digest, so
    that the entry that was touched can be named.
    """

    number = models.PositiveIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(db_index=True)
    entries = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    marks = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["organization", "number"], name="each_seal_once"),)

    def __str__(self) -> str:
        return f"seal {self.number} of {self.entries} entries"


def kind_of(subject: models.Model | type[models.Model]) -> str:
    """The word by which a record's kind is remembered: its model's name."""
    return str(subject._meta.model_name)
