"""clientele invoices issue"""

from argparse import Namespace

from django.utils import timezone

from clientele.billing.operations import issue_batch
from clientele.billing.policy import may_edit
from clientele.billing.queries import InvoiceFilter, listed_invoices, unfinished_of
from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, complain, counted, say
from clientele.console.working import work_off
from clientele.kit.tenancy import inside


def run(options: Namespace) -> int:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    if not may_edit(by):
        raise Problem(f"{by.name} may not finalise invoices of {organization.slug}.")
    with inside(organization):
        drafts = listed_invoices(by, InvoiceFilter(issued_to=options.until)).drafts()
        if not drafts.exists():
            raise Problem(f"{organization.slug} has no draft to finalise.")
        batch = issue_batch(drafts, sends=options.send, by=by, at=timezone.now())
        work_off(batch, "Finalising draft", total=batch.total, is_busy=lambda: batch.is_running)
        for item in unfinished_of(batch):
            which = f"{item.invoice} of {item.invoice.customer.name}" if item.invoice else "Deleted draft"
            complain(f"{which}: {item.reason}")
    sent = f", {batch.sent:,} sent or on their way" if batch.sends else ""
    say(f"{counted(batch.finalised, 'invoice')} finalised{sent}; {counted(batch.refused, 'draft')} left out.")
    return int(batch.refused > 0 or batch.done < batch.total)
