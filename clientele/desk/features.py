"""Which features an address needs, so that a page that is closed can say why."""

from clientele.accounts.choices import Feature
from clientele.accounts.models import Organization

#: By the name of a view, or by the name of all of its kind.
NEEDED: dict[str, tuple[Feature, ...]] = {
    "imports": (Feature.IMPORT,),
    "exports": (Feature.EXPORT,),
    "customers:comments": (Feature.COMMENTS,),
    "customers:notes": (Feature.NOTES,),
    "customers:projects": (Feature.PROJECTS,),
    "customers:invoices": (Feature.INVOICES,),
    "projects": (Feature.PROJECTS,),
    "projects:import": (Feature.PROJECTS, Feature.IMPORT),
    "projects:csv": (Feature.PROJECTS, Feature.EXPORT),
    "time": (Feature.PROJECTS, Feature.TIME),
    "expenses": (Feature.PROJECTS, Feature.TIME),
    "invoices": (Feature.INVOICES,),
    "reports": (Feature.INVOICES,),
    "settings:invoices": (Feature.INVOICES,),
    "settings:rates": (Feature.PROJECTS,),
    "settings:member_rate": (Feature.PROJECTS,),
    "settings:tokens": (Feature.API,),
    "settings:token_new": (Feature.API,),
}


def switched_off(view: str, organization: Organization) -> Feature | None:
    """The feature that is switched off and without which a view is closed, if there is one."""
    needed = NEEDED.get(view) or NEEDED.get(view.partition(":")[0], ())
    return next((feature for feature in needed if not organization.has_feature(feature)), None)
