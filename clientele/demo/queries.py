"""Questions about the demo."""

from clientele.accounts.models import Organization
from clientele.demo.operations import SLUG


def is_loaded() -> bool:
    """Whether the sample firm is in the database."""
    return Organization.objects.filter(slug=SLUG).exists()
