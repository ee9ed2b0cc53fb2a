"""How a task enters its organisation."""

from collections.abc import Iterator
from contextlib import contextmanager

from clientele.accounts.models import Organization
from clientele.kit.tenancy import inside


@contextmanager
def inside_organization(organization_id: int) -> Iterator[Organization]:
    """Make the organisation of that id the active one for a block; raises Organization.DoesNotExist."""
    organization = Organization.objects.get(pk=organization_id)
    with inside(organization):
        yield organization
