"""clientele invoices export"""

from argparse import Namespace

from django.utils import timezone

from clientele.accounts.choices import TERMS, Term
from clientele.billing.policy import may_view
from clientele.billing.queries import InvoiceFilter, in_order, listed_invoices
from clientele.console.files import write_lines
from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, tell
from clientele.exchange.writing.cells import csv_of
from clientele.exchange.writing.invoices import invoice_rows
from clientele.kit.numbers import counted
from clientele.kit.tenancy import inside


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    if not may_view(by):
        raise Problem(f"{by.name} may not see invoices of {organization.slug}.")
    today = timezone.now().astimezone(organization.zone).date()
    with inside(organization):
        wanted = InvoiceFilter(
            statuses=tuple(options.status),
            overdue_on=today if options.overdue else None,
            issued_from=options.day_from,
            issued_to=options.day_to,
        )
        invoices = in_order(listed_invoices(by, wanted), "issued_on")
        number, term = invoices.count(), TERMS[Term(organization.term)].one
        lines = csv_of(invoice_rows(invoices, term, today), organization)
        write_lines(lines, options.output, doing="Writing invoice", number=number)
    tell(f"{counted(number, 'invoice')}.")
