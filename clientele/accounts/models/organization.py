from decimal import Decimal
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from clientele.accounts.choices import RESERVED_SLUGS, TERMS, Feature, PaymentTerms, Term, TermWords
from clientele.kit.fields import BicField, CountryField, CurrencyField, EmailField, IbanField, KeyField, LineField
from clientele.kit.tenancy import Owned


def refuse_unknown_zone(name: str) -> None:
    """Refuse a name that the IANA time zone database does not have."""
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is not a time zone, such as Europe/London.", code="invalid")


def refuse_reserved_slug(slug: str) -> None:
    """Refuse a slug that would hide a page of the program."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(f"“{slug}” is a word the program needs for itself. Choose another.", code="reserved")


class Organization(models.Model):
    """A firm that works here: its name, its words, its defaults; everything else belongs to one."""

    slug = KeyField(
        max_length=50,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9](?:[a-z0-9-]{1,48})[a-z0-9]\Z", "Use 3 to 50 of a-z, 0-9 and hyphens."),
            refuse_reserved_slug,
        ],
    )
    name = LineField(max_length=120)
    term = models.CharField(max_length=10, choices=Term, default=Term.CUSTOMER)
    time_zone = LineField(max_length=60, default="UTC", validators=[refuse_unknown_zone])
    email = EmailField(blank=True)
    phone = LineField(max_length=50, blank=True)
    address_line1 = LineField(max_length=200, blank=True)
    address_line2 = LineField(max_length=200, blank=True)
    city = LineField(max_length=100, blank=True)
    region = LineField(max_length=100, blank=True)
    postal_code = LineField(max_length=20, blank=True)
    country = CountryField(blank=True)
    tax_number = LineField(max_length=50, blank=True)
    currency = CurrencyField(default="GBP")
    payment_terms = models.CharField(max_length=20, choices=PaymentTerms, default=PaymentTerms.NET_30)
    tax_rate = models.DecimalField(
        max_digits=6,
        decimal_places=3,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    registration_number = LineField(max_length=50, blank=True)
    bank_holder = LineField(max_length=70, blank=True)
    iban = IbanField(blank=True)
    bic = BicField(blank=True)
    invoice_footer = LineField(max_length=300, blank=True)
    logo_digest = models.CharField(max_length=64, blank=True)
    disabled_features = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(slug=""), name="organization_has_a_slug"),
            models.CheckConstraint(condition=~Q(name=""), name="organization_has_a_name"),
            models.CheckConstraint(condition=Q(tax_rate__gte=0, tax_rate__lte=100), name="organization_tax_rate_range"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def organization_id(self) -> int:
        return self.pk

    @property
    def logo_url(self) -> str:
        """Where the logo is served, under an address that changes with the picture; empty where there is none."""
        return f"/{self.slug}/logo.png?{self.logo_digest[:12]}" if self.logo_digest else ""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def words(self) -> TermWords:
        """What it calls those it works for."""
        return TERMS[Term(self.term)]

    def has_feature(self, feature: str) -> bool:
        return feature not in self.disabled_features

    @property
    def features(self) -> dict[str, bool]:
        return {feature.value: self.has_feature(feature) for feature in Feature}


class Logo(Owned):
    """An organisation's logo, re-encoded as PNG (at most 512 by 512 pixels) when it was uploaded."""

    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["organization"], name="one_logo_per_organization"),)

    def __str__(self) -> str:
        return "Logo"
