"""Questions about imports."""

from collections.abc import Iterator

from django.db import models

from clientele.accounts.models import Member
from clientele.customers.policy import may_import
from clientele.exchange.models import Import, ImportRefusal


def imports_for(member: Member) -> models.QuerySet[Import]:
    """The organisation's imports, newest first, for those who may import."""
    found: models.QuerySet[Import] = Import.objects.select_related("by__user")
    return found.order_by("-pk") if may_import(member) else found.none()


def refusals_of(batch: Import) -> models.QuerySet[ImportRefusal]:
    """The rows left out, in the order of the file."""
    found: models.QuerySet[ImportRefusal] = ImportRefusal.objects.filter(batch=batch)
    return found.order_by("row")


def refused_rows(batch: Import) -> Iterator[list[str]]:
    """The rows left out as they stood in the file, each with its row number and reason; the headings first."""
    titles = [column["title"] for column in batch.columns]
    yield ["Row", "Why it is refused", "What to do", *titles]
    for refusal in refusals_of(batch).iterator(chunk_size=500):
        yield [str(refusal.row), refusal.reason, refusal.hint, *refusal.cells]
