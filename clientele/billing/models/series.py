import re

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from clientele.billing.choices import InvoiceKind
from clientele.kit.fields import LineField
from clientele.kit.refusals import FieldError
from clientele.kit.tenancy import Owned, same_organization_target

_PLACEHOLDER = re.compile(r"\{[^}]*\}?|\}")


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

    def pattern_of(self, kind: str) -> str:
        return self.credit_note_pattern if kind == InvoiceKind.CREDIT_NOTE else self.invoice_pattern

    def series_year(self, kind: str, year: int) -> int:
        """The year under which a kind of document counts: 0 where its numbers run on."""
        return year if "{year}" in self.pattern_of(kind) else 0

    def written(self, kind: str, number: int, *, year: int) -> str:
        """A number as its pattern says: `INV-2026-0007`."""
        filled = str(number).zfill(self.digits)
        return self.pattern_of(kind).replace("{number}", filled).replace("{year}", str(year))

    @property
    def faults(self) -> list[FieldError]:
        """What is wrong with the patterns, each beside its field."""
        errors = [
            FieldError(
                field, "Write {number} once, and {year} where numbers begin anew each year: INV-{year}-{number}."
            )
            for field in ("invoice_pattern", "credit_note_pattern")
            if not _is_pattern(getattr(self, field))
        ]
        if not errors and self.invoice_pattern.casefold() == self.credit_note_pattern.casefold():
            errors = [FieldError("credit_note_pattern", "Credit notes need another pattern than invoices.")]
        return errors


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


def _is_pattern(text: str) -> bool:
    return sorted(_PLACEHOLDER.findall(text)) in (["{number}"], ["{number}", "{year}"])
