"""clientele invoices issue"""

from argparse import Namespace
from threading import Thread

from django.utils import timezone

from clientele.background.operations import run_waiting_tasks
from clientele.billing.models import Batch
from clientele.billing.operations import issue_batch
from clientele.billing.policy import may_edit
from clientele.billing.queries import InvoiceFilter, listed_invoices, unfinished_of
from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, Progress, complain, counted, say
from clientele.kit.tenancy import inside

LOOK_EVERY = 0.2


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
        _wait(batch)
        for item in unfinished_of(batch):
            which = f"{item.invoice} of {item.invoice.customer.name}" if item.invoice else "Deleted draft"
            complain(f"{which}: {item.reason}")
    sent = f", {batch.sent:,} sent or on their way" if batch.sends else ""
    say(f"{counted(batch.finalised, 'invoice')} finalised{sent}; {counted(batch.refused, 'draft')} left out.")
    return int(batch.refused > 0 or batch.done < batch.total)


def _wait(batch: Batch) -> None:
    """Work with whatever workers there are until the batch rests, and show how far it is."""
    with Progress("Finalising draft", batch.total) as progress:
        while batch.is_running:
            hands = Thread(target=run_waiting_tasks, daemon=True)
            hands.start()
            while hands.is_alive():
                hands.join(LOOK_EVERY)
                batch.refresh_from_db()
                progress.at(batch.done)
            batch.refresh_from_db()
