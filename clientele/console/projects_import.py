"""clientele projects import"""

from argparse import Namespace

from django.utils import timezone

from clientele.console.outcomes import MOST_TOLD, keep_refused, tell_outcome
from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem
from clientele.exchange.operations import import_projects
from clientele.kit.tenancy import inside
from clientele.projects.policy import may_import


def run(options: Namespace) -> int:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    if not may_import(by):
        raise Problem(f"{by.name} may not import projects into {organization.slug}.")
    with inside(organization), options.file.open("rb") as file:
        done = import_projects(
            file,
            name=options.file.name,
            by=by,
            at=timezone.now(),
            dry_run=options.dry_run,
            only_good_rows=options.only_good_rows,
        )
    is_done = not options.dry_run and (options.only_good_rows or not done.refused)
    tell_outcome(done, done.refusals[:MOST_TOLD], is_done=is_done)
    keep_refused(done.refused_rows(), options.refused if done.refused else None)
    if done.refused and not options.dry_run and not options.only_good_rows:
        raise Problem("Nothing was imported. Mend these rows, or leave them out with --only-good-rows")
    return int(options.dry_run and done.refused > 0)
