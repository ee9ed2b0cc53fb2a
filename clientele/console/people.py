"""Finds who and where a command is about, or says that they are not there."""

from clientele.accounts.choices import Feature
from clientele.accounts.models import Member, Organization, Role
from clientele.accounts.queries import roles
from clientele.console.terminal import Problem
from clientele.kit.text import name_key
from clientele.upkeep.queries.people import all_organizations, first_owner, member_of, organization_called


def the_organization(slug: str) -> Organization:
    """The organisation of that slug; raises Problem, naming those there are."""
    organization = organization_called(slug)
    if organization is None:
        known = [each.slug for each in all_organizations()[:5]]
        there = f"There are: {', '.join(known)}." if known else "Add it: clientele organization create"
        raise Problem(f"There is no organisation {slug}. {there}")
    return organization


def the_member(organization: Organization, email: str) -> Member:
    """The active member with that address; raises Problem."""
    member = member_of(organization, email)
    if member is None:
        raise Problem(f"{email} is not a member of {organization.slug}. Add them: clientele member create")
    return member


def the_author(organization: Organization, email: str | None) -> Member:
    """In whose name a command acts: the member of `--as`, else the organisation's first owner; raises Problem."""
    if email:
        return the_member(organization, email)
    owner = first_owner(organization)
    if owner is None:
        raise Problem(f"{organization.slug} has no owner yet. Add one: clientele member create --role owner")
    return owner


def refuse_switched_off(organization: Organization, feature: Feature, doing: str) -> None:
    """Raise Problem where the organisation does not use this."""
    if not organization.has_feature(feature):
        raise Problem(f"{doing} is switched off for {organization.slug}, under Settings > Features.")


def the_role(organization: Organization, name: str) -> Role:
    """The role of that name in the organisation that is active; raises Problem, naming those there are."""
    known = list(roles())
    found = next((role for role in known if name_key(name) == role.name_key), None)
    if found is None:
        raise Problem(f"There is no role {name} in {organization.slug}, but: {', '.join(role.name for role in known)}.")
    return found
