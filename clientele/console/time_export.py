"""clientele time export"""

from argparse import Namespace

from clientele.accounts.choices import TERMS, Term
from clientele.console.files import write_lines
from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, tell
from clientele.exchange.writing.cells import csv_of
from clientele.exchange.writing.time import entry_rows
from clientele.kit.numbers import counted
from clientele.kit.tenancy import inside
from clientele.projects.policy import may_see_time
from clientele.projects.queries import SpentFilter, time_for


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    if not may_see_time(by):
        raise Problem(f"{by.name} may not see time of {organization.slug}.")
    with inside(organization):
        wanted = SpentFilter(statuses=tuple(options.status), day_from=options.day_from, day_to=options.day_to)
        entries = time_for(by, wanted).order_by("day", "pk")
        number, term = entries.count(), TERMS[Term(organization.term)].one
        lines = csv_of(entry_rows(entries, term), organization)
        write_lines(lines, options.output, doing="Writing entry", number=number)
    tell(f"{counted(number, 'entry', 'entries')}.")
