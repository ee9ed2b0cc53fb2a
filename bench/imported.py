"""How long the last import ran, from when it was let run until it was done."""

from clientele.accounts.models import Organization
from clientele.exchange.models import Import
from clientele.kit.tenancy import inside


def answer(slug: str) -> float:
    with inside(Organization.objects.get(slug=slug)):
        done: Import = Import.objects.latest("pk")
    assert done.started_at is not None
    assert done.finished_at is not None
    return (done.finished_at - done.started_at).total_seconds()
