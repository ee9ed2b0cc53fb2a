"""clientele projects export"""

from argparse import Namespace

from clientele.accounts.choices import TERMS, Term
from clientele.console.files import write_lines
from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, tell
from clientele.exchange.writing.cells import csv_of
from clientele.exchange.writing.projects import project_rows
from clientele.kit.numbers import counted
from clientele.kit.tenancy import inside
from clientele.projects.policy import may_export
from clientele.projects.queries import ProjectFilter, in_order, listed_projects


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    if not may_export(by):
        raise Problem(f"{by.name} may not export projects of {organization.slug}.")
    with inside(organization):
        wanted = ProjectFilter(status=options.status, starts_from=options.day_from, starts_to=options.day_to)
        projects = in_order(listed_projects(by, wanted), "name")
        number, term = projects.count(), TERMS[Term(organization.term)].one
        lines = csv_of(project_rows(projects, term), organization)
        write_lines(lines, options.output, doing="Writing project", number=number)
    tell(f"{counted(number, 'project')}.")
