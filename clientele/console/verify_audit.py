"""clientele verify-audit"""

from argparse import Namespace

from clientele.console.people import the_organization
from clientele.console.serving import refuse_another_schema
from clientele.console.terminal import say, tell
from clientele.kit.numbers import counted
from clientele.kit.tenancy import inside
from clientele.trail.verifying import broken_seals, chain
from clientele.upkeep.queries.people import all_organizations

MOST_TOLD = 200


def run(options: Namespace) -> int:
    refuse_another_schema()
    slug = options.organization
    number = 0
    for organization in [the_organization(slug)] if slug else all_organizations():
        tell(f"Looking at {organization.slug}")
        with inside(organization):
            number += _look(organization.slug)
    return int(number > 0)


def _look(slug: str) -> int:
    number = 0
    for number, finding in enumerate(broken_seals(), 1):
        if number <= MOST_TOLD:
            say(f"{slug}: {finding}")
    if number > MOST_TOLD:
        say(f"{slug}: and {number - MOST_TOLD} more")
    told = chain()
    if not number:
        say(
            f"{slug}: {counted(told.entries, 'entry', 'entries')} in {counted(told.seals, 'seal')} are as they were"
            f" written, {told.waiting:,} not sealed yet. The chain ends in {told.sha256 or 'nothing'}."
        )
    return number
