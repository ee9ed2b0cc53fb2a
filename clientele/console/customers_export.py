"""clientele customers export"""

import shutil
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils import timezone

from clientele.accounts.models import Member
from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, Progress, counted, tell
from clientele.customers.choices import Status
from clientele.customers.models import CustomerQuerySet
from clientele.customers.policy import may_export
from clientele.customers.queries import CustomerFilter, in_order, listed_customers
from clientele.exchange.operations.exporting import export_csv, export_xlsx, record_export
from clientele.kit.tenancy import inside


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
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
    if path is None:
        for piece in export_csv(customers, by=by):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            if path.suffix.lower() == ".xlsx":
                with export_xlsx(customers, by=by) as book:
                    shutil.copyfileobj(book, file)
            else:
                file.writelines(_counted(export_csv(customers, by=by), number))
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def _counted(pieces: Iterable[bytes], number: int) -> Iterator[bytes]:
    with Progress("Writing customer", number) as progress:
        for piece in pieces:
            progress.at(min(number, progress.done + piece.count(b"\n")))
            yield piece
