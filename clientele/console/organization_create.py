"""clientele organization create"""

from argparse import Namespace

from django.utils import timezone

from clientele.accounts.operations.organization import create_organization
from clientele.console.terminal import say


def run(options: Namespace) -> None:
    organization = create_organization(
        name=options.name,
        slug=options.slug,
        at=timezone.now(),
        currency=options.currency,
        time_zone=options.time_zone,
        term=options.term,
    )
    say(f"{organization.name} is at /{organization.slug}/. Its first person: clientele member create --role owner")
