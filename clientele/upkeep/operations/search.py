"""Making what is derived anew."""

from clientele.kit.tenancy import inside
from clientele.search.operations import rebuild
from clientele.upkeep.queries.people import all_organizations


def rebuild_search() -> int:
    """Make every organisation's search documents anew, and answer how many there are."""
    number = 0
    for organization in all_organizations():
        with inside(organization):
            number += rebuild(organization)
    return number
