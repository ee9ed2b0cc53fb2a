from clientele.accounts.models import Organization
from clientele.billing.models import Numbering, Series


def numbering_of(organization: Organization) -> Numbering:
    """How an organisation numbers: as it set it, or as every organisation begins."""
    kept: Numbering | None = Numbering.objects.filter(organization=organization).order_by("pk").first()
    return kept or Numbering(organization=organization)


def series_of(organization: Organization) -> list[Series]:
    """The series that have begun, by kind and year."""
    return list(Series.objects.filter(organization=organization).order_by("kind", "year"))
