from datetime import datetime

from django.db import transaction

from clientele.accounts.models import Member
from clientele.billing.models import Invoice
from clientele.billing.operations.snapshot import billing_of
from clientele.customers.models import Customer
from clientele.projects.models import Project
from clientele.trail.operations import record


@transaction.atomic
def follow_project(project: Project, *, by: Member | None, at: datetime) -> list[Invoice]:
    """File every invoice and credit note of a project under the project's customer, and answer those that were not.

    The documents of final ones stay as they are; a draft copies anew what both parties are called.
    """
    target = Customer.objects.select_related("organization").get(pk=project.customer_id)
    rows = Invoice.objects.select_for_update(of=("self",)).select_related("customer").defer("paper")
    moved = list(rows.filter(project=project).exclude(customer=target).order_by("pk"))
    for invoice in moved:
        _file_under(target, invoice, by=by, at=at)
    return moved


def _file_under(target: Customer, invoice: Invoice, *, by: Member | None, at: datetime) -> None:
    source, invoice.customer = invoice.customer, target
    if invoice.is_draft:
        invoice.billing = billing_of(target.organization, target)
    invoice.version += 1
    invoice.updated_at = at
    saved = ("customer", "updated_at", "version")
    invoice.save(update_fields=(*saved, "billing") if invoice.is_draft else saved)
    record(
        "billing.invoice_moved",
        invoice,
        by=by,
        at=at,
        within=target,
        changes={"customer": [source.pk, target.pk]},
        version=invoice.version,
        balance=invoice.balance,
        currency=invoice.currency,
        source=source.name,
        target=target.name,
    )
