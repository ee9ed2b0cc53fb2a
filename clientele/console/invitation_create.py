"""clientele invitation create"""

from argparse import Namespace

from django.utils import timezone

from clientele.accounts.operations.invitations import invite_member
from clientele.accounts.policy import may_grant
from clientele.console.people import the_author, the_organization, the_role
from clientele.console.terminal import Problem, say, tell
from clientele.kit.tenancy import inside


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    with inside(organization):
        role = the_role(organization, options.role)
        if not may_grant(by, role):
            raise Problem(f"{by.name} may not invite anybody as {role.name} to {organization.slug}.")
        made = invite_member(email=options.email, role=role, by=by, at=timezone.now())
    say(f"{made.email} is invited to {organization.name} as {role.name}.")
    tell("The mail goes out as soon as `clientele serve` runs.")
