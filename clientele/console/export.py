"""clientele export"""

from argparse import Namespace

from django.utils import timezone

from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, say, tell
from clientele.kit.numbers import counted
from clientele.kit.tenancy import inside
from clientele.upkeep.operations.export import export_organization


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    by = the_author(organization, None)
    if options.to.exists():
        raise Problem(f"{options.to} exists already.")
    with inside(organization):
        day = timezone.now().astimezone(organization.zone).date().isoformat()
        number = export_organization(organization, options.to, by=by, day=day, doing=tell)
    say(f"{options.to} holds {counted(number, 'row')} of {organization.name}.")
