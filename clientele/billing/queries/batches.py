"""Questions about drafts that are finalised in one go."""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from clientele.accounts.models import Member
from clientele.billing import policy
from clientele.billing.choices import MOST_IN_BATCH, BatchOutcome
from clientele.billing.models import Batch, BatchItem
from clientele.billing.models.invoice import InvoiceQuerySet
from clientele.billing.queries.listed import invoices_for


@dataclass(frozen=True)
class Outlook:
    """What finalising some drafts comes to: how many, their sums by currency, and what is missing on them.

    `digest` is another one as soon as one of them is changed, or another joins.
    """

    count: int
    sums: tuple[tuple[str, Decimal], ...]
    without_address: int
    without_email: int
    digest: str

    @property
    def is_too_long(self) -> bool:
        return self.count > MOST_IN_BATCH


def batches_for(member: Member) -> models.QuerySet[Batch]:
    """The organisation's batches, newest first, for those who may finalise."""
    found: models.QuerySet[Batch] = Batch.objects.select_related("by__user").order_by("-pk")
    return found if policy.may_edit(member) else found.none()


def items_of(batch: Batch) -> models.QuerySet[BatchItem]:
    """What became of each draft, in the order in which they are taken."""
    found: models.QuerySet[BatchItem] = BatchItem.objects.filter(batch=batch).select_related("invoice__customer")
    return found.defer("invoice__billing", "invoice__paper").order_by("place")


def unfinished_of(batch: Batch) -> models.QuerySet[BatchItem]:
    """Those that were left out or not sent, each with its reason."""
    return items_of(batch).exclude(code="").exclude(outcome=BatchOutcome.WAITING)


def next_of(batch: Batch) -> BatchItem | None:
    """The draft whose turn is next, which is the one that a failed batch stumbled over."""
    return items_of(batch).filter(place=batch.done + 1).first()


def invoices_among(member: Member, keys: Collection[int]) -> InvoiceQuerySet | None:
    """The invoices of these ids, or None where the member may not open one of them."""
    known = {key for key in keys if 0 < key < 2**63}
    found = invoices_for(member).filter(pk__in=known)
    return found if len(known) == len(set(keys)) == found.count() else None


def outlook_of(drafts: InvoiceQuerySet) -> Outlook:
    """What the drafts come to."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    without_address = without_email = 0
    digest = hashlib.sha256()
    columns = ("pk", "version", "currency", "total", "billing__buyer__line1", "billing__buyer__email")
    rows = list(drafts.order_by("issued_on", "pk").values_list(*columns)[: MOST_IN_BATCH + 1])
    for pk, version, currency, total, line1, email in rows:
        sums[currency] += total
        without_address += not line1
        without_email += bool(line1) and not email
        digest.update(f"{pk}:{version};".encode())
    return Outlook(len(rows), tuple(sorted(sums.items())), without_address, without_email, digest.hexdigest()[:16])
