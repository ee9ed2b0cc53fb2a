"""What must hold of everything that is stored; each finding is one sentence, and none is the good news."""

from collections.abc import Callable, Iterator, Sequence

from clientele.accounts.models import Organization
from clientele.kit.tenancy import inside
from clientele.upkeep.queries.invariants import billing, customers, derived, keys, projects, secrets, trail

Check = Callable[[Organization], Iterator[str]]

#: What is looked at in each organisation, by the words that are shown meanwhile.
CHECKS: dict[str, Check] = {
    "references": keys.references_into_other_organizations,
    "people": customers.organizations_without_an_owner,
    "names": customers.names_taken_twice,
    "keys of names": customers.keys_that_do_not_follow,
    "merged customers": customers.merges_that_lead_nowhere,
    "names of projects": projects.keys_that_do_not_follow,
    "budgets": projects.spent_that_differs,
    "versions": customers.versions_the_trail_does_not_know,
    "trail": trail.entries_that_were_touched,
    "totals": derived.totals_that_differ,
    "tags": derived.taggings_that_differ,
    "figures of customers": derived.figures_that_differ,
    "revenue": derived.revenue_that_differs,
    "search": derived.documents_that_differ,
    "papers of invoices": billing.papers_that_differ,
    "numbers of invoices": billing.series_with_gaps,
    "balances of invoices": billing.balances_that_differ,
    "customers of invoices": billing.invoices_away_from_their_project,
    "batches of invoices": billing.batches_that_differ,
    "billed time": billing.work_locked_by_nothing,
}


def findings(
    organizations: Sequence[Organization], *, looking: Callable[[str], None] = lambda _: None
) -> Iterator[str]:
    """Everything that does not hold, one sentence each; `looking` hears what is looked at."""
    looking("the database")
    yield from keys.broken_database()
    yield from secrets.closed_secrets()
    for organization in organizations:
        with inside(organization):
            for words, check in CHECKS.items():
                looking(f"{words} of {organization.slug}")
                yield from (f"{organization.slug}: {finding}" for finding in check(organization))
