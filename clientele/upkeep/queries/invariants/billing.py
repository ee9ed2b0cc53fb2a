"""What must hold of invoices."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Sum

from clientele.accounts.models import Organization
from clientele.billing.choices import BatchOutcome, InvoiceKind, InvoiceStatus
from clientele.billing.documents.paper import digest_of
from clientele.billing.models import Batch, BatchItem, BilledExpense, BilledTime, Invoice, Payment, Refund, Series
from clientele.projects.models import Expense, TimeEntry

_BATCH = 500
_ZERO = Decimal(0)


def papers_that_differ(organization: Organization) -> Iterator[str]:
    """The digest of each finalised invoice is that of its paper, which says what its columns say."""
    for invoice in Invoice.objects.exclude(number="").order_by("pk").iterator(_BATCH):
        told = invoice.paper or {}
        if digest_of(told) != invoice.sha256:
            yield f"invoice {invoice.number} is not what was finalised"
        elif (told["number"], Decimal(told["total"])) != (invoice.number, invoice.total):
            yield f"invoice {invoice.number} says {told['number']} over {told['total']}"


def series_with_gaps(organization: Organization) -> Iterator[str]:
    """As many documents are finalised as numbers were given."""
    given = Series.objects.values_list("kind").annotate(last=Sum("next_number"), series=Count("pk")).order_by("kind")
    finalised = dict(
        Invoice.objects.exclude(number="").values_list("kind").annotate(number=Count("pk")).order_by("kind")
    )
    for kind, last, series in given:
        if last - series != finalised.get(kind, 0):
            yield f"{last - series} numbers of kind {kind} were given, {finalised.get(kind, 0)} documents have one"


def invoices_away_from_their_project(organization: Organization) -> Iterator[str]:
    """An invoice of a project is filed under the customer whose project it is."""
    rows = Invoice.objects.filter(project__isnull=False).exclude(customer=F("project__customer")).order_by("pk")
    for pk, number in rows.values_list("pk", "number"):
        yield f"invoice {number or pk} is filed under another customer than its project"


def balances_that_differ(organization: Organization) -> Iterator[str]:
    """What is paid, credited, paid back and left of each invoice follows from payments, credit notes and refunds."""
    paid = dict(Payment.objects.values_list("invoice").annotate(sum=Sum("amount")).order_by("invoice"))
    back = dict(Refund.objects.values_list("invoice").annotate(sum=Sum("amount")).order_by("invoice"))
    notes = Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).exclude(number="")
    credited = dict(notes.values_list("credits").annotate(sum=Sum("total")).order_by("credits"))
    rows = Invoice.objects.filter(kind=InvoiceKind.INVOICE).exclude(number="").order_by("pk")
    for invoice in rows.defer("paper", "billing").iterator(_BATCH):
        came, gone = paid.get(invoice.pk, _ZERO), credited.get(invoice.pk, _ZERO)
        is_void = invoice.status == InvoiceStatus.VOID
        left = _ZERO if is_void else max(_ZERO, invoice.total - came - gone)
        if (invoice.paid_total, invoice.credited_total, invoice.balance) != (came, gone, left):
            yield f"invoice {invoice.number} has a balance of {invoice.balance}, its payments and credits leave {left}"
        if (refunded := back.get(invoice.pk, _ZERO)) != invoice.refunded_total:
            yield f"invoice {invoice.number} has {invoice.refunded_total} paid back, its refunds say {refunded}"


def work_locked_by_nothing(organization: Organization) -> Iterator[str]:
    """Time and expenses are locked where a finalised invoice bills them, and nowhere else."""
    for words, model, billed, link in (
        ("time entry", TimeEntry, BilledTime, "entry"),
        ("expense", Expense, BilledExpense, "expense"),
    ):
        taken = billed.objects.filter(**{link: OuterRef("pk")}, released_at=None).exclude(line__invoice__number="")
        rows = model.objects.annotate(is_billed=Exists(taken)).order_by("pk")
        free = rows.filter(is_billed=False, locked_at__isnull=False).values_list("pk", flat=True)
        open_ = rows.filter(is_billed=True, locked_at=None).values_list("pk", flat=True)
        yield from (f"{words} {pk} is locked by no invoice" for pk in free)
        yield from (f"{words} {pk} is on an invoice and not locked" for pk in open_)


def batches_that_differ(organization: Organization) -> Iterator[str]:
    """The counts of each batch are those of its items, which are dealt with in the order of their places."""
    told = BatchItem.objects.values_list("batch", "outcome").annotate(number=Count("pk")).order_by("batch")
    found = {(batch, outcome): number for batch, outcome, number in told}
    for batch in Batch.objects.order_by("pk"):
        number = {outcome: found.get((batch.pk, outcome), 0) for outcome in BatchOutcome}
        finalised = number[BatchOutcome.FINALISED] + number[BatchOutcome.SENT]
        counted = (sum(number.values()), finalised, number[BatchOutcome.SENT], number[BatchOutcome.REFUSED])
        if counted != (batch.total, batch.finalised, batch.sent, batch.refused):
            yield f"batch {batch.pk} counts otherwise than its items"
