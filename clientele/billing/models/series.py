from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from clientele.billing.choices import InvoiceKind
from clientele.kit.fields import LineField
from clientele.kit.tenancy import Owned, same_organization_target


class Series(Owned):
    """The next number of a kind of document in a year (0 where the numbers run on): one row, locked while it grows."""

    kind = models.CharField(max_length=12, choices=InvoiceKind)
    year = models.PositiveIntegerField(default=0)
    next_number = models.PositiveBigIntegerField(default=1)

    class Meta(Owned.Meta):
        verbose_name_plural = "series"
        constraints = (
            models.UniqueConstraint(fields=["organization", "kind", "year"], name="one_series_per_kind_and_year"),
            models.CheckConstraint(condition=Q(next_number__gte=1), name="series_begins_at_one"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.year or ''}".strip()


class Numbering(Owned):
    """How an organisation numbers: patterns with {number}, padded to `digits`, and {year}, where it begins anew."""

    invoice_pattern = LineField(max_length=30, default="INV-{year}-{number}")
    credit_note_pattern = LineField(max_length=30, default="CN-{year}-{number}")
    digits = models.PositiveSmallIntegerField(default=4, validators=[MinValueValidator(1), MaxValueValidator(10)])

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["organization"], name="one_numbering_per_organization"),)

    def __str__(self) -> str:
        return self.invoice_pattern


class Letterhead(Owned):
    """A logo that an invoice shows, kept beside the organisation's own, which may change."""

    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "sha256"], name="letterhead_once"),
            same_organization_target("letterhead_of_organization"),
        )

    def __str__(self) -> str:
        return self.sha256[:12]
