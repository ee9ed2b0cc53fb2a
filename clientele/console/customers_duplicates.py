"""clientele customers duplicates"""

from argparse import Namespace

from clientele.console.people import the_author, the_organization
from clientele.console.terminal import Problem, say, tell
from clientele.customers.policy import may_view
from clientele.kit.numbers import counted
from clientele.kit.tenancy import inside
from clientele.search.queries import Pair, page_of_duplicates


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    by = the_author(organization, options.author)
    if not may_view(by):
        raise Problem(f"{by.name} may not see customers of {organization.slug}.")
    with inside(organization):
        found = page_of_duplicates(by, number=1, size=options.most)
    for pair in found.items:
        say("\t".join(_cells(pair)))
    tell(f"{counted(len(found.items), 'pair')} of {'more than ' if found.is_more else ''}{found.total:,}.")


def _cells(pair: Pair) -> list[str]:
    sides = [value for side in (pair.first, pair.second) for value in (str(side.pk), side.code, side.name)]
    return [f"{pair.likeness:.2f}", ",".join(pair.reasons), *sides]
