"""clientele invoices issue"""

from argparse import Namespace

from django.utils import timezone

from clientele.accounts.models import Member
from clientele.billing.models import Batch
from clientele.billing.operations import issue_batch, resume_batch
from clientele.billing.policy import may_edit
from clientele.billing.queries import InvoiceFilter, batches_for, listed_invoices, unfinished_of
from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, complain, say
from clientele.console.working import work_off
from clientele.kit.numbers import counted
from clientele.kit.tenancy import inside


def run(options: Namespace) -> int:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    if not may_edit(by):
        raise Problem(f"{by.name} may not finalise invoices of {organization.slug}.")
    with inside(organization):
        batch = _begun(options, by)
        work_off(batch, "Finalising draft", total=batch.total, is_busy=lambda: batch.is_running)
        for item in unfinished_of(batch):
            which = f"{item.invoice} of {item.invoice.customer.name}" if item.invoice else "Deleted draft"
            complain(f"{which}: {item.reason}")
    sent = f", {batch.sent:,} sent or on their way" if batch.sends else ""
    say(f"{counted(batch.finalised, 'invoice')} finalised{sent}; {counted(batch.refused, 'draft')} left out.")
    if batch.has_failed:
        complain(
            f"The batch failed after {batch.done:,} of {counted(batch.total, 'draft')}. {batch.failure}"
            f" Go on with: clientele invoices issue --organization {organization.slug} --go-on {batch.pk}"
        )
    return int(batch.refused > 0 or batch.done < batch.total)


def _begun(options: Namespace, by: Member) -> Batch:
    if options.go_on is not None:
        failed = batches_for(by).filter(pk=options.go_on).first()
        if failed is None:
            raise Problem(f"{by.organization.slug} has no batch {options.go_on}.")
        return resume_batch(failed, by=by, at=timezone.now())
    drafts = listed_invoices(by, InvoiceFilter(issued_to=options.until)).drafts()
    if not drafts.exists():
        raise Problem(f"{by.organization.slug} has no draft to finalise.")
    return issue_batch(drafts, sends=options.send, by=by, at=timezone.now())
