"""clientele customers export"""

import shutil
from argparse import Namespace
from pathlib import Path

from django.utils import timezone

from clientele.accounts.choices import Feature
from clientele.accounts.models import Member
from clientele.console.files import whole, write_lines
from clientele.console.people import refuse_switched_off, the_author, the_organization
from clientele.console.terminal import Problem, tell
from clientele.customers.choices import Status
from clientele.customers.models import CustomerQuerySet
from clientele.customers.policy import may_export
from clientele.customers.queries import CustomerFilter, in_order, listed_customers
from clientele.exchange.operations.exporting import export_csv, export_xlsx, record_export
from clientele.kit.numbers import counted
from clientele.kit.tenancy import inside


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    refuse_switched_off(organization, Feature.EXPORT, "Exporting customers")
    if not may_export(by):
        raise Problem(f"{by.name} may not export customers of {organization.slug}.")
    with inside(organization):
        wanted = CustomerFilter(statuses=tuple(Status.values), archived=options.archived)
        customers = in_order(listed_customers(by, wanted), "name")
        number = customers.count()
        _write(customers, options.to, by, number)
        record_export(number, by=by, at=timezone.now())
    tell(f"{counted(number, 'customer')}.")


def _write(customers: CustomerQuerySet, path: Path | None, by: Member, number: int) -> None:
    if path is None or path.suffix.lower() != ".xlsx":
        write_lines(export_csv(customers, by=by), path, doing="Writing customer", number=number)
        return
    with whole(path) as file, export_xlsx(customers, by=by) as book:
        shutil.copyfileobj(book, file)
