"""clientele verify-data"""

from argparse import Namespace

from clientele.console.people import the_organization
from clientele.console.serving import refuse_another_schema
from clientele.console.terminal import say, tell
from clientele.kit.numbers import counted
from clientele.upkeep.queries.invariants import findings
from clientele.upkeep.queries.people import all_organizations

MOST_TOLD = 200


def run(options: Namespace) -> int:
    refuse_another_schema()
    slug = options.organization
    organizations = [the_organization(slug)] if slug else all_organizations()
    number = 0
    for number, finding in enumerate(findings(organizations, looking=lambda words: tell(f"Looking at {words}")), 1):
        if number <= MOST_TOLD:
            say(finding)
    if number > MOST_TOLD:
        say(f"and {number - MOST_TOLD} more")
    if not number:
        say(f"All is well in {counted(len(organizations), 'organisation')}.")
    return int(number > 0)
