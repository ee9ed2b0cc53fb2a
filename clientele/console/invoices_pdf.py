"""clientele invoices pdf"""

import sys
from argparse import Namespace

from clientele.billing.policy import may_view
from clientele.billing.queries import invoices_for, pdf_of_invoice
from clientele.console.files import whole
from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, tell
from clientele.kit.tenancy import inside


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    if not may_view(by):
        raise Problem(f"{by.name} may not see invoices of {organization.slug}.")
    if options.output is None and sys.stdout.isatty():
        raise Problem(f"A PDF is nothing for a terminal. Say where it goes: --output {options.number}.pdf")
    with inside(organization):
        invoice = invoices_for(by).filter(number=options.number).exclude(number="").first()
        if invoice is None:
            raise Problem(f"There is no invoice {options.number} in {organization.slug}.")
        content = pdf_of_invoice(invoice)
    if options.output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with whole(options.output) as file:
        file.write(content)
    tell(f"{options.output} is {options.number} as it was finalised.")
