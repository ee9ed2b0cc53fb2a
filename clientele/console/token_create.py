"""clientele token create"""

from argparse import Namespace

from django.utils import timezone

from clientele.accounts.operations.tokens import create_token
from clientele.accounts.policy import may_make_token
from clientele.console.people import the_member, the_organization
from clientele.console.terminal import Problem, say
from clientele.kit.tenancy import inside


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    member = the_member(organization, options.user)
    if not may_make_token(member):
        raise Problem(f"The API is switched off in {organization.slug}.")
    with inside(organization):
        _, plain = create_token(name=options.name, read_only=options.read_only, by=member, at=timezone.now())
    say(plain)
